package dev.tributary.ingest.domain.log;

import java.util.function.Consumer;

/** The durable log: accepted events in one place, refused ones with their reason in another. */
public interface EventLog {

  /**
   * Whether it takes records at the moment, as far as is known without asking. Cheap enough to ask
   * before a request's body is read.
   */
  boolean isOpen();

  /**
   * Writes every event of a request. Returns at once and never blocks; tells exactly once, within a
   * bounded time, from any thread, possibly before it returns, what became of them.
   */
  void append(Intake intake, Consumer<Appended> whenDone);
}
