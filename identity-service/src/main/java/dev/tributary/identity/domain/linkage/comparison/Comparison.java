package dev.tributary.identity.domain.linkage.comparison;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.List;

/**
 * Compares one field of two records, or what belongs together of several fields. Compares alike in
 * both directions.
 */
public interface Comparison {

  /** The level of a pair of which one at least says nothing: no evidence either way. */
  int MISSING = -1;

  /** Stable: shown as evidence, and how runs name it. */
  String name();

  /** Names of the levels, strongest agreement first; the last one is that they do not agree. */
  List<String> levels();

  /**
   * Whether people who live together share it no more than strangers do. What is not personal, such
   * as an address, is no evidence between members of a household.
   */
  Scope scope();

  /** Looks at all records once, so that pairs of them can be compared quickly. */
  Prepared over(List<LinkageRecord> records);

  /** Whether the members of a household have it in common. */
  enum Scope {
    /** As unlike as between strangers. */
    PERSONAL,
    /** How often a household has it in common is learnt. */
    SHARED
  }

  /** Ready to compare records by their place in the list. */
  interface Prepared {

    /** How many records say something. */
    int records();

    /** The level of agreement, or {@link #MISSING}. */
    int level(int one, int other);

    /**
     * The share of all records that have the value which both agree on, the pair itself counted
     * once; of several such values the rarest. NaN where the level says nothing of values.
     */
    double frequency(int one, int other, int level);
  }
}
