package dev.tributary.audience.domain.engine;

/** Why a conclusion changed. */
public sealed interface Cause {

  /**
   * An event, named for ever by its birth: partition and offset in {@code received}.
   *
   * @param messageId as the client called it
   */
  record ByEvent(int partition, long offset, String messageId) implements Cause {}

  /** Something fell out of its window; no event was needed. */
  record ByTime() implements Cause {}

  /** Another profile turned out to be this one. */
  record ByMerge() implements Cause {}

  /** Some of what was one profile's is another's now. */
  record BySplit() implements Cause {}

  /** One of its entities changed, or it joined or left one. */
  record ByEntity() implements Cause {}

  /** A soft link came, changed or went, or what is known of the linked profile changed. */
  record BySoftLink() implements Cause {}

  /** The definition was made or changed. */
  record ByDefinition() implements Cause {}
}
