package dev.tributary.governance.messaging;

import dev.tributary.governance.domain.Balance;
import dev.tributary.governance.domain.Ledger;
import dev.tributary.governance.domain.Verdict;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * The gate's counters, all since the process started:
 *
 * <ul>
 *   <li>{@code tributary.governance.received}: records taken up
 *   <li>{@code tributary.governance.events}, by {@code outcome}: {@code accepted}, {@code
 *       quarantined} or {@code duplicate}
 *   <li>{@code tributary.governance.quarantined}, by {@code code}: the quarantined ones again, by
 *       the first thing wrong with them
 * </ul>
 *
 * <p>Every record ends in exactly one outcome: {@code received = duplicate + quarantined +
 * accepted}. See {@link Ledger} for what a record judged twice does.
 */
public final class GateMetrics {

  private final Ledger ledger;
  private final MeterRegistry registry;

  public GateMetrics(Ledger ledger, MeterRegistry registry) {
    this.ledger = ledger;
    this.registry = registry;
    FunctionCounter.builder(
            "tributary.governance.received", ledger, books -> books.balance().received())
        .description("Records taken up")
        .register(registry);
    outcome("accepted", Balance::accepted);
    outcome("quarantined", Balance::quarantined);
    outcome("duplicate", Balance::duplicate);
  }

  void received() {
    ledger.received();
  }

  void judged(Verdict verdict) {
    ledger.judged(verdict);
    if (verdict instanceof Verdict.Quarantined quarantined) {
      registry.counter("tributary.governance.quarantined", "code", quarantined.code()).increment();
    }
  }

  private void outcome(String name, ToDoubleFunction<Balance> count) {
    FunctionCounter.builder(
            "tributary.governance.events", ledger, books -> count.applyAsDouble(books.balance()))
        .tag("outcome", name)
        .description("Records by how they ended")
        .register(registry);
  }
}
