package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.watch.Change.Merged;
import dev.tributary.identity.domain.watch.Change.Split;
import dev.tributary.identity.domain.watch.Change.Updated;
import java.util.Set;

/** All profiles there are and will be. */
record Everybody() implements Selection {

  @Override
  public Set<Question> affected(Change change) {
    return switch (change) {
      case Updated(var profile, _, _) -> Set.of(new ById(profile));
      case Merged(_, var into) -> Set.of(new ById(into));
      case Split(var from, var into) -> Set.of(new ById(from), new ById(into));
    };
  }

  @Override
  public void answered(Question question, ProfileId profile) {}

  @Override
  public int size() {
    return 0;
  }
}
