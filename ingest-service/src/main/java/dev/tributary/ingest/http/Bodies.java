package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads requests' bodies, within what a body may be and what all of them together may take while
 * they come: as much as of events on their way to Kafka.
 */
@Singleton
class Bodies {

  private final int mostBytes;
  private final long withinMillis;
  private final long mostAtOnce;
  private final AtomicLong reading = new AtomicLong();

  Bodies(IngestConfig config, MeterRegistry metrics) {
    this.mostBytes = config.limits().requestBytes();
    this.withinMillis = config.limits().bodyWithin().toMillis();
    this.mostAtOnce = config.limits().inFlightBytes();
    metrics.gauge("tributary.ingest.reading.bytes", reading);
  }

  /** Reads a body of events, as {@link RequestBody#read} does. */
  void read(HttpServerRequest request, Handler<byte[]> whenRead, Consumer<Answer> whenRefused) {
    read(request, mostBytes, whenRead, whenRefused);
  }

  /** Reads a body that is smaller than events may be. */
  void read(
      HttpServerRequest request, int most, Handler<byte[]> whenRead, Consumer<Answer> whenRefused) {
    RequestBody.read(request, most, this, whenRead, whenRefused);
  }

  /** How long a body that comes in pieces may take. */
  long withinMillis() {
    return withinMillis;
  }

  /** Takes room for so many bytes more, or answers false where there is none. */
  boolean take(int bytes) {
    if (reading.addAndGet(bytes) <= mostAtOnce) {
      return true;
    }
    reading.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    reading.addAndGet(-bytes);
  }
}
