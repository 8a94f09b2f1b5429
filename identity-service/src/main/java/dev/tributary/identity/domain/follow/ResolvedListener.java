package dev.tributary.identity.domain.follow;

import dev.tributary.platform.domain.Unavailable;
import java.util.List;

/**
 * Works on what was decided, beside the stream: nothing waits for it. A bean of this type is found
 * by itself and is told of everything since the beginning of {@code resolved}, in the order of each
 * profile's records.
 *
 * <p>A batch that was followed may come again, whole or in parts and together with others, and
 * another instance may follow other partitions at the same time. So a listener stores in a way that
 * repeats change nothing, and answers others in the same transaction.
 */
public interface ResolvedListener {

  /** What its metrics call it: lower snake case, the same in every release. */
  String name();

  /**
   * Follows a batch; when it returns, all that comes of it is stored.
   *
   * @throws Unavailable while something needed is away: the batch comes again. Any other exception
   *     is taken for a fault of a record: the batch comes again in halves, until the one at fault
   *     stands alone and is left out
   */
  void follow(List<Followed> batch);
}
