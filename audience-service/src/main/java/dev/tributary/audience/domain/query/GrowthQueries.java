package dev.tributary.audience.domain.query;

import java.util.List;
import java.util.Optional;

/** Tells how audiences grew. */
public interface GrowthQueries {

  /**
   * The size of an audience at the end of each of the last hours or days, oldest first, and now;
   * empty where none of that name is defined.
   *
   * @param steps how many whole hours or days, at most {@link Growth.Step#most}
   * @throws dev.tributary.platform.domain.Unavailable while the replica cannot answer
   */
  Optional<List<Growth.Point>> growth(String audience, Growth.Step step, int steps);
}
