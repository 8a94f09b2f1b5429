package dev.tributary.identity.definitions.rules;

import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.domain.rules.RulesReader;
import dev.tributary.platform.definitions.DefinitionListener;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they are defined, swapped as a whole. A version that this release cannot read leaves
 * the last readable one in force; where there is none, the rules are not known and nobody resolves:
 * the stream waits, and nobody is made one with another by rules that do not hold.
 */
@ApplicationScoped
class DefinedRules implements RulesInForce, DefinitionListener {

  private static final Logger LOG = Logger.getLogger(DefinedRules.class);

  private final BooleanSupplier loaded;
  private final RulesReader reader;
  private final MeterRegistry metrics;

  private volatile InForce inForce = new InForce(Rules.DEFAULT, 0);

  @Inject
  DefinedRules(DefinitionsFeed feed, RulesReader reader, MeterRegistry metrics) {
    this(feed::loaded, reader, metrics);
  }

  /** The same, told by anybody whether all definitions have been read. */
  DefinedRules(BooleanSupplier loaded, RulesReader reader, MeterRegistry metrics) {
    this.loaded = loaded;
    this.reader = reader;
    this.metrics = metrics;
    metrics.gauge("tributary.identity.rules.version", this, rules -> rules.inForce.version());
  }

  @Override
  public boolean areKnown() {
    return loaded.getAsBoolean() && inForce.rules() != null;
  }

  @Override
  public Rules current() {
    var rules = inForce.rules();
    return rules == null ? Rules.DEFAULT : rules;
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.IDENTITY_RULES);
  }

  @Override
  public void changed(Definition definition) {
    if (!isTheOne(definition.key())) {
      return;
    }
    switch (reader.read(definition.spec())) {
      case Checked.Valid<Rules>(var rules) -> inForce = new InForce(rules, definition.version());
      case Checked.Invalid<Rules> _ -> keep(definition.version());
    }
  }

  @Override
  public void deleted(DefinitionKey key) {
    if (isTheOne(key)) {
      inForce = new InForce(Rules.DEFAULT, 0);
    }
  }

  private void keep(long version) {
    metrics.counter("tributary.identity.unreadable.definitions").increment();
    if (inForce.version() > 0) {
      LOG.warnf(
          "Version %d of the identity rules cannot be read by this release; its last readable"
              + " version stays in force. Upgrade this service, or define them anew",
          version);
    } else {
      inForce = new InForce(null, 0);
      LOG.errorf(
          "Version %d of the identity rules cannot be read by this release; events wait, none is"
              + " resolved by other rules. Upgrade this service, or define them anew",
          version);
    }
  }

  private static boolean isTheOne(DefinitionKey key) {
    return key.name().equals(IdentityRulesKind.NAME);
  }

  /**
   * What holds.
   *
   * @param rules null where they are defined and cannot be read
   * @param version 0 where nobody has defined any
   */
  private record InForce(@Nullable Rules rules, long version) {}
}
