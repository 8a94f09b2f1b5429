package dev.tributary.identity.domain.rules;

/** The rules that hold now, as their owner defined them. */
public interface RulesInForce {

  /**
   * Whether they have been read yet. Before that nobody may resolve: rules that do not hold could
   * make two customers one.
   */
  boolean areKnown();

  /** The rules; what is decided together is decided by one answer. {@link Rules#DEFAULT} first. */
  Rules current();
}
