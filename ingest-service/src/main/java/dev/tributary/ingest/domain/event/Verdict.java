package dev.tributary.ingest.domain.event;

/** What was decided about one event. */
public sealed interface Verdict {

  TakenEvent event();

  /** Fit for the stream. */
  record Accepted(TakenEvent event) implements Verdict {}

  /** Kept aside, with the reason. */
  record Rejected(TakenEvent event, Rejection rejection) implements Verdict {}
}
