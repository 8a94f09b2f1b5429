package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.domain.watch.Change.Merged;
import dev.tributary.identity.domain.watch.Change.Split;
import dev.tributary.identity.domain.watch.Change.Updated;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Some profiles, each watched by a question: whoever has the answer is watched, through merges and
 * splits. An id that may be the answer is noted before the store is asked and never forgotten, so a
 * change is asked for once too often rather than missed.
 */
final class Chosen implements Selection {

  private final Map<ProfileId, Set<Question>> byProfile = new HashMap<>();
  private final Map<Identifier, Question> byIdentifier = new HashMap<>();
  private int size;

  /** A selection by questions nobody has answered yet. */
  Chosen(Collection<Question> questions) {
    for (var question : questions) {
      switch (question) {
        case ByIdentifier(var identifier) -> byIdentifier.put(identifier, question);
        case ById(var id) -> answered(question, id);
      }
    }
  }

  @Override
  public Set<Question> affected(Change change) {
    var affected = new LinkedHashSet<Question>();
    switch (change) {
      case Updated(var profile, var added, var merged) -> {
        merged.forEach(id -> affected.addAll(of(id)));
        for (var identifier : added) {
          var question = byIdentifier.get(identifier);
          if (question != null) {
            affected.add(question);
          }
        }
        affected.forEach(question -> answered(question, profile));
        affected.addAll(of(profile));
      }
      case Merged(var from, var into) -> follow(from, into, affected);
      case Split(var from, var into) -> follow(from, into, affected);
    }
    return affected;
  }

  @Override
  public void answered(Question question, ProfileId profile) {
    if (byProfile.computeIfAbsent(profile, _ -> new LinkedHashSet<>()).add(question)) {
      size++;
    }
  }

  @Override
  public int size() {
    return size;
  }

  private void follow(ProfileId from, ProfileId into, Set<Question> affected) {
    affected.addAll(of(from));
    affected.forEach(question -> answered(question, into));
    affected.addAll(of(into));
  }

  private Set<Question> of(ProfileId profile) {
    return byProfile.getOrDefault(profile, Set.of());
  }
}
