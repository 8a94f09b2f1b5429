package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.definitions.DefinitionListener;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The definitions in force, read and compiled. They are compiled when first asked for after a
 * change, so that a thousand that arrive together are compiled once; the stream's threads read one
 * reference. A definition this release cannot read keeps its last readable version.
 */
@ApplicationScoped
class CurrentRules implements DefinitionListener, Programs {

  private static final Logger LOG = Logger.getLogger(CurrentRules.class);

  private final Map<DefinitionKey, Rule> rules = new LinkedHashMap<>();
  private final AtomicReference<@Nullable Program> compiled = new AtomicReference<>();
  private final MeterRegistry metrics;

  CurrentRules(MeterRegistry metrics) {
    this.metrics = metrics;
    metrics.gauge("tributary.audience.definitions", this, CurrentRules::count);
    metrics.gauge("tributary.audience.features", this, rules -> rules.current().featureCount());
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.COMPUTED_TRAIT, Kind.AUDIENCE);
  }

  @Override
  public synchronized void changed(Definition definition) {
    switch (read(definition)) {
      case Checked.Valid<? extends Rule>(var rule) -> {
        rules.put(definition.key(), rule);
        compiled.set(null);
      }
      case Checked.Invalid<? extends Rule> _ -> {
        metrics.counter("tributary.audience.unreadable.definitions").increment();
        LOG.warnf(
            "%s version %d cannot be read by this release; its last readable version stays in"
                + " force. Upgrade this service, or define it anew",
            definition.key().text(), definition.version());
      }
    }
  }

  @Override
  public synchronized void deleted(DefinitionKey key) {
    rules.remove(key);
    compiled.set(null);
  }

  @Override
  public Program current() {
    var program = compiled.get();
    return program == null ? compile() : program;
  }

  private synchronized Program compile() {
    var program = compiled.get();
    if (program == null) {
      program = new Program(List.copyOf(rules.values()));
      compiled.set(program);
    }
    return program;
  }

  private synchronized int count() {
    return rules.size();
  }

  private static Checked<? extends Rule> read(Definition definition) {
    var name = definition.key().name();
    return definition.key().kind() == Kind.AUDIENCE
        ? AudienceReader.read(name, definition.version(), definition.spec())
        : ComputedTraitReader.read(name, definition.version(), definition.spec());
  }
}
