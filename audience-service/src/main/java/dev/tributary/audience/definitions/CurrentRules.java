package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.plan.Specified;
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
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each definition, as a rule. A definition this release cannot read keeps its
 * last readable version.
 */
@ApplicationScoped
class CurrentRules implements DefinitionListener, Latest {

  private static final Logger LOG = Logger.getLogger(CurrentRules.class);

  private final Map<Long, Specified> rules = new LinkedHashMap<>();
  private final MeterRegistry metrics;
  private @Nullable Map<Long, Specified> told;

  CurrentRules(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.COMPUTED_TRAIT, Kind.AUDIENCE);
  }

  @Override
  public synchronized void changed(Definition definition) {
    switch (read(definition)) {
      case Checked.Valid<? extends Rule>(var rule) -> {
        rules.put(rule.id(), new Specified(rule, definition.spec()));
        told = null;
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
    rules.remove(
        key.kind() == Kind.AUDIENCE
            ? Rule.Audience.idOf(key.name())
            : Rule.ComputedTrait.idOf(key.name()));
    told = null;
  }

  @Override
  public synchronized Map<Long, Specified> all() {
    if (told == null) {
      told = Map.copyOf(rules);
    }
    return told;
  }

  private static Checked<? extends Rule> read(Definition definition) {
    var name = definition.key().name();
    return definition.key().kind() == Kind.AUDIENCE
        ? AudienceReader.read(name, definition.version(), definition.spec())
        : ComputedTraitReader.read(name, definition.version(), definition.spec());
  }
}
