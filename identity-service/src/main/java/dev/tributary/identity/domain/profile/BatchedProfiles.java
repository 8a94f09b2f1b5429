package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.domain.rules.RulesInForce;
import java.util.List;

/** Finds many profiles at once, in the store: never an older state than was committed before. */
public record BatchedProfiles(ProfileBatchStore store, RulesInForce rules) {

  /** The answer to each question, in their order. */
  public List<Found> find(List<Question> questions) {
    return store.find(asRead(questions));
  }

  /** The questions as the rules in force spell their identifiers. */
  public List<Question> asRead(List<Question> questions) {
    var current = rules.current();
    return questions.stream()
        .<Question>map(question ->
            switch (question) {
              case ByIdentifier(var identifier) -> new ByIdentifier(current.asRead(identifier));
              case ById byId -> byId;
            })
        .toList();
  }
}
