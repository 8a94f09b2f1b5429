package dev.tributary.identity.http.cut;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * Counts what people said about who is who: {@code tributary.identity.cuts} by {@code outcome}
 * ({@code separated}, {@code still_together}, {@code nothing}, {@code lifted}) and {@code
 * tributary.identity.joins} by {@code outcome}.
 */
@ApplicationScoped
class CutMetrics {

  private final MeterRegistry registry;

  CutMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void cut(String outcome) {
    registry.counter("tributary.identity.cuts", "outcome", outcome).increment();
  }

  void join(Enum<?> outcome) {
    var tag = outcome.name().toLowerCase(Locale.ROOT);
    registry.counter("tributary.identity.joins", "outcome", tag).increment();
  }
}
