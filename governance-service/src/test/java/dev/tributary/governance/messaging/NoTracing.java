package dev.tributary.governance.messaging;

import dev.tributary.platform.telemetry.Traces;
import org.apache.kafka.common.header.Headers;

/** Tracing switched off. */
public record NoTracing() implements Tracing {

  @Override
  public Traces.Consumed judging(Headers headers) {
    return () -> {};
  }

  @Override
  public void inject(Headers headers) {}
}
