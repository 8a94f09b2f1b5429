package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;

/** The rules where nobody has set any. */
record FixedRules() implements RulesInForce {

  @Override
  public boolean areKnown() {
    return true;
  }

  @Override
  public Rules current() {
    return Rules.DEFAULT;
  }
}
