package dev.tributary.platform.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of an event across the bus, in the record headers (W3C trace context). Costs
 * nothing while tracing is off, as it is by default ({@code quarkus.otel.sdk.disabled}).
 */
@Singleton
public class Traces {

  private static final Consumed NOTHING = () -> {};
  private static final HeaderAccess HEADERS = new HeaderAccess();

  private final boolean off;
  private final TextMapPropagator propagator;
  private final Tracer tracer;

  Traces(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean off) {
    this.off = off;
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.tracer = telemetry.getTracer("dev.tributary");
  }

  /** Writes the current trace into the headers of a record about to be sent. */
  public void inject(Headers headers) {
    if (!off) {
      propagator.inject(Context.current(), headers, HEADERS);
    }
  }

  /**
   * Makes a span for the handling of a consumed record, a child of the span that sent it, current
   * on this thread until it is closed there.
   */
  public Consumed consumed(String name, Headers headers) {
    if (off) {
      return NOTHING;
    }
    var parent = propagator.extract(Context.root(), headers, HEADERS);
    var span =
        tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.CONSUMER).startSpan();
    @SuppressWarnings("MustBeClosedChecker") // Closed by what is returned, which the caller closes.
    var scope = parent.with(span).makeCurrent();
    return () -> {
      scope.close();
      span.end();
    };
  }

  /** A record being handled. */
  public interface Consumed extends AutoCloseable {

    @Override
    void close();
  }

  private static final class HeaderAccess
      implements TextMapSetter<Headers>, TextMapGetter<Headers> {

    @Override
    public void set(@Nullable Headers headers, String name, String value) {
      if (headers != null) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public Iterable<String> keys(Headers headers) {
      var names = new ArrayList<String>();
      headers.forEach(header -> names.add(header.key()));
      return names;
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}
