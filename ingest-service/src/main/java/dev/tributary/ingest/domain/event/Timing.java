package dev.tributary.ingest.domain.event;

/**
 * When an event happened, in milliseconds since the epoch.
 *
 * @param timestamp corrected for the client's clock
 * @param original when it happened by the client's clock, or {@link #UNTOLD}
 * @param sentAt when it was sent by the client's clock, or {@link #UNTOLD}
 * @param basis what the timestamp rests on
 */
public record Timing(long timestamp, long original, long sentAt, Basis basis) {

  /** The client did not say, or not readably. */
  public static final long UNTOLD = Long.MIN_VALUE;

  /** What a timestamp rests on. */
  public enum Basis {
    /** The client's word. */
    CLIENT,
    /** The moment of receipt, because the client said nothing. */
    RECEIPT,
    /** The moment of receipt, because what the client said cannot be or cannot be read. */
    CLAMPED
  }
}
