package dev.tributary.ingest.domain.log;

/** What became of an {@link Intake}. */
public enum Appended {
  /** Every record of it is on disk, on as many brokers as the log asks for. */
  STORED,
  /** The log cannot be reached or did not answer in time; some of the records may be stored. */
  UNAVAILABLE,
  /** More is on its way to the log than memory allows; nothing of it was sent. */
  OVERLOADED,
  /** More than the log will ever take at once; nothing of it was sent. */
  TOO_LARGE
}
