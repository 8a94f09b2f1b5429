package dev.tributary.audience.messaging;

import dev.tributary.platform.telemetry.Traces;
import org.apache.kafka.common.header.Headers;

/** Carries the trace of an event through the stream. */
interface Tracing {

  /** Makes a span for the handling of a record current until it is closed. */
  Traces.Consumed handling(Headers headers);

  /** Writes the current trace into the headers of a record about to be sent. */
  void inject(Headers headers);

  /** In the headers, as every service does. */
  static Tracing by(Traces traces) {
    return new Tracing() {
      @Override
      public Traces.Consumed handling(Headers headers) {
        return traces.consumed("audience concludes", headers);
      }

      @Override
      public void inject(Headers headers) {
        traces.inject(headers);
      }
    };
  }
}
