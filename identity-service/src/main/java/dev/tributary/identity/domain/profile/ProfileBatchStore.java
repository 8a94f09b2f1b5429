package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.profile.Profiles.Found;
import java.util.List;

/**
 * Reads many profiles as they are stored, in a few round trips however many they are. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface ProfileBatchStore {

  /** The answer to each question, in their order, all from one state of the store. */
  List<Found> find(List<Question> questions);
}
