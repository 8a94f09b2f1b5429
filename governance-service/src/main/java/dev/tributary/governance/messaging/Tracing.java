package dev.tributary.governance.messaging;

import dev.tributary.platform.telemetry.Traces;
import org.apache.kafka.common.header.Headers;

/** The trace of a record, from its headers and on into them. */
public interface Tracing {

  /** Starts the span in which the record is judged; see {@link Traces#consumed}. */
  Traces.Consumed judging(Headers headers);

  /** Writes that span into the headers; see {@link Traces#inject}. */
  void inject(Headers headers);
}
