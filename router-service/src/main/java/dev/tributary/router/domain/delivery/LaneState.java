package dev.tributary.router.domain.delivery;

/** What a destination's lane is doing, as operators see it. */
public sealed interface LaneState {

  /** Delivers as things come. */
  record Running() implements LaneState {}

  /**
   * Attempts fail, or the destination asked for a pause; what failed waits for its next attempt.
   *
   * @param failure of the last one; empty where none has failed
   */
  record BackingOff(String failure) implements LaneState {}

  /** Sends nothing until something is put right; nothing is lost meanwhile. */
  record Held(String reason) implements LaneState {}

  /** Kafka cannot be reached; goes on by itself when it is back. */
  record Waiting() implements LaneState {}

  /** Stable across releases. */
  default String code() {
    return switch (this) {
      case Running _ -> "running";
      case BackingOff _ -> "backing_off";
      case Held _ -> "held";
      case Waiting _ -> "waiting_for_kafka";
    };
  }

  /** For a person; empty when there is nothing to say. */
  default String detail() {
    return switch (this) {
      case Running _ -> "";
      case BackingOff(var failure) ->
          failure.isEmpty() ? "it asked for a pause" : "last attempt: " + failure;
      case Held(var reason) -> reason;
      case Waiting _ -> "Kafka cannot be reached";
    };
  }
}
