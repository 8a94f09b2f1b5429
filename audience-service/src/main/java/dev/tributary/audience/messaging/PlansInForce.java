package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.plan.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The newest plan that any partition here follows, compiled once for all of them. Partitions follow
 * within moments of each other; each keeps the one that it follows itself.
 */
@ApplicationScoped
class PlansInForce implements Programs {

  private volatile Compiled newest = new Compiled(Plan.NONE);

  PlansInForce(MeterRegistry metrics) {
    metrics.gauge("tributary.audience.definitions", this, plans -> plans.plan().serving().size());
    metrics.gauge(
        "tributary.audience.backfill.definitions",
        this,
        plans -> plans.plan().job().map(job -> job.computing().size()).orElse(0));
    metrics.gauge("tributary.audience.features", this, plans -> plans.current().featureCount());
  }

  /** The plan compiled; the same instance for all partitions that follow it. */
  synchronized Program of(Plan plan) {
    var known = newest;
    if (known.plan.number() == plan.number()) {
      return known.program;
    }
    var compiled = new Compiled(plan);
    if (plan.number() > known.plan.number()) {
      newest = compiled;
    }
    return compiled.program;
  }

  Plan plan() {
    return newest.plan;
  }

  @Override
  public Program current() {
    return newest.program;
  }

  private static final class Compiled {

    private final Plan plan;
    private final Program program;

    private Compiled(Plan plan) {
      this.plan = plan;
      this.program = plan.program();
    }
  }
}
