package dev.tributary.ingest.domain.event;

/**
 * What a request says of its events beside its body.
 *
 * @param receivedAt milliseconds since the epoch
 * @param browser the user agent of the page or image that sends it; empty where it is none
 * @param bots what is done with events of machines
 * @param clock what {@code sentAt} says
 */
public record Sending(long receivedAt, String browser, Machines bots, SentAt clock) {

  /** What is done with events of machines. */
  public enum Machines {
    TAKEN,
    REFUSED
  }

  /** What an event's {@code sentAt} says. */
  public enum SentAt {
    /** By the client's clock, when this request was sent: it tells how wrong that clock is. */
    NOW,
    /** When it was sent once, long ago: of clocks it tells nothing. */
    ONCE
  }

  /** Of events that were sent once, and come from a file. */
  public static Sending ofHistory(long receivedAt) {
    return new Sending(receivedAt, "", Machines.TAKEN, SentAt.ONCE);
  }
}
