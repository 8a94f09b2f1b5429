package dev.tributary.router.domain.replay;

import dev.tributary.router.domain.replay.Replay.Part;
import dev.tributary.router.domain.replay.Replay.Status;
import dev.tributary.router.domain.replay.Replay.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The replays that were asked for, and who works on which part of them: one router at a time, until
 * it is done or has not been heard of for a while. All methods may throw {@link
 * dev.tributary.platform.domain.Unavailable}.
 */
public interface Replays {

  /** Keeps a new one. Without parts it is done at once. */
  void add(Replay replay, List<Part> parts);

  /**
   * Keeps the replay of a first sync, once for all routers; and that the list is kept.
   *
   * @return whether it was due
   */
  boolean addFirst(FirstSync sync, Replay replay, List<Part> parts);

  Optional<Status> find(UUID id);

  /** Of a destination, the newest first. */
  List<Status> of(String destination, int atMost);

  /** Ends one that goes on; false where none of that id does. */
  boolean cancel(UUID id, String reason);

  /** Takes an open part that nobody works on. */
  Optional<Taken> take(UUID worker, Duration unheardOf);

  /**
   * Says that the work on a part goes on, and how far it is; at its end the part is done.
   *
   * @return false where the replay was cancelled or the part is another's: nothing more is to be
   *     delivered of it
   */
  boolean progress(Taken taken, long next, Tally tally, Duration unheardOf);

  /** Gives a part back for others to go on. */
  void release(Taken taken);

  /**
   * Uses up the rate of a replay.
   *
   * @return how long to wait until so many deliveries more may be made
   */
  Duration use(Taken taken, int deliveries);
}
