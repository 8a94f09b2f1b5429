package dev.tributary.warehouse.domain.value;

/**
 * The types of columns: Segment's five.
 *
 * <p>They form a lattice: {@code INTEGER < FLOAT < VARCHAR}, {@code BOOLEAN < VARCHAR}, {@code
 * TIMESTAMP < VARCHAR}. A column's type is the join of the types of everything that was ever put
 * there, so it does not depend on the order in which values come, and it never becomes narrower.
 */
public enum ColumnType {
  BOOLEAN,
  /** Whole numbers up to 2<sup>53</sup> either way: those that a {@link #FLOAT} also holds. */
  INTEGER,
  /** IEEE 754 double precision, finite. */
  FLOAT,
  /** An instant, to the microsecond. */
  TIMESTAMP,
  /** Text of any length. */
  VARCHAR;

  /** The narrowest type that holds both. */
  public ColumnType join(ColumnType other) {
    if (this == other) {
      return this;
    }
    return isNumber() && other.isNumber() ? FLOAT : VARCHAR;
  }

  /** Whether every value of the other type can be kept as one of this. */
  public boolean holds(ColumnType other) {
    return join(other) == this;
  }

  private boolean isNumber() {
    return this == INTEGER || this == FLOAT;
  }
}
