package dev.tributary.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** One trace from the request that took an event in to the service that handles its record. */
class TracesTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetry telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  @Test
  void followsAnEventAcrossTheBus() {
    // Given
    var traces = new Traces(telemetry, false);
    var headers = new RecordHeaders();
    var request = telemetry.getTracer("test").spanBuilder("POST /v1/track").startSpan();
    try (var _ = request.makeCurrent()) {
      traces.inject(headers);
    }
    request.end();

    // When
    var handedOn = new RecordHeaders();
    try (var _ = traces.consumed("governance", headers)) {
      traces.inject(handedOn);
    }
    traces.consumed("identity", handedOn).close();

    // Then
    var spans = exporter.getFinishedSpanItems();
    assertThat(spans)
        .extracting(span -> span.getName())
        .containsExactly("POST /v1/track", "governance", "identity");
    assertThat(spans)
        .extracting(span -> span.getTraceId())
        .containsOnly(request.getSpanContext().getTraceId());
    assertThat(spans.get(1).getParentSpanId()).isEqualTo(spans.get(0).getSpanId());
    assertThat(spans.get(2).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
    assertThat(spans.get(1).getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void overwritesTheTraceOfARecordThatIsHandedOnWithItsHeaders() {
    // Given
    var traces = new Traces(telemetry, false);
    var headers = new RecordHeaders();

    // When
    try (var _ = traces.consumed("first", headers)) {
      traces.inject(headers);
      traces.inject(headers);
    }

    // Then
    assertThat(headers.headers("traceparent")).hasSize(1);
  }

  @Test
  void leavesRecordsAloneWhileItIsOff() {
    // Given
    var traces = new Traces(telemetry, true);
    var headers = new RecordHeaders();

    // When
    try (var _ = traces.consumed("governance", headers)) {
      traces.inject(headers);
    }

    // Then
    assertThat(headers.toArray()).isEmpty();
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
    assertThat(traces.consumed("a", headers)).isSameAs(traces.consumed("b", headers));
  }
}
