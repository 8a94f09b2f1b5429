package dev.tributary.ingest.messaging;

import dev.tributary.ingest.domain.log.Appended;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Waits for the acknowledgement of every record of one request, then tells once. */
final class PendingAppend implements Callback {

  private final AtomicInteger waiting;
  private final long bytes;
  private final Pressure pressure;
  private final Consumer<Appended> whenDone;
  private volatile boolean failed;

  PendingAppend(int records, long bytes, Pressure pressure, Consumer<Appended> whenDone) {
    this.waiting = new AtomicInteger(records);
    this.bytes = bytes;
    this.pressure = pressure;
    this.whenDone = whenDone;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      pressure.progressed(System.nanoTime());
      settle(1);
    } else {
      fail(1);
    }
  }

  /** So many of the records will not be acknowledged. */
  void fail(int records) {
    failed = true;
    settle(records);
  }

  private void settle(int records) {
    if (waiting.addAndGet(-records) == 0) {
      pressure.release(bytes);
      whenDone.accept(failed ? Appended.UNAVAILABLE : Appended.STORED);
    }
  }
}
