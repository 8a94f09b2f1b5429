package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import java.util.Set;

/** Whom a caller watches. Not thread-safe. */
sealed interface Selection permits Chosen, Everybody {

  /** What is to be asked again because of a change. */
  Set<Question> affected(Change change);

  /** Notes that a question was answered with a profile: from now on its changes count. */
  void answered(Question question, ProfileId profile);

  /** How much it holds. */
  int size();
}
