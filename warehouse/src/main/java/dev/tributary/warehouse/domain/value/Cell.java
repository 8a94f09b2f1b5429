package dev.tributary.warehouse.domain.value;

import java.time.Instant;

/**
 * A value in a table, of one of the column types.
 *
 * <p>Each has one text. A warehouse that widens a column to {@link ColumnType#VARCHAR} must spell
 * what was there in the same way, so that the end does not depend on which came first, the value or
 * the widening.
 */
public sealed interface Cell {

  /** The narrowest type that holds it. */
  ColumnType type();

  /** Its spelling in a column of text. */
  String text();

  /**
   * The same value for a column of a type that {@linkplain ColumnType#holds holds} its own.
   *
   * @throws IllegalArgumentException if the column's type does not
   */
  default Cell in(ColumnType column) {
    if (type() == column) {
      return this;
    }
    if (column == ColumnType.VARCHAR) {
      return new Text(text());
    }
    if (column == ColumnType.FLOAT && this instanceof Whole(long number)) {
      return new Real(number);
    }
    throw new IllegalArgumentException(type() + " is not kept in " + column);
  }

  record Flag(boolean value) implements Cell {

    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }

    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  record Whole(long value) implements Cell {

    @Override
    public ColumnType type() {
      return ColumnType.INTEGER;
    }

    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  record Real(double value) implements Cell {

    @Override
    public ColumnType type() {
      return ColumnType.FLOAT;
    }

    @Override
    public String text() {
      return Numbers.text(value);
    }
  }

  record Moment(Instant value) implements Cell {

    @Override
    public ColumnType type() {
      return ColumnType.TIMESTAMP;
    }

    @Override
    public String text() {
      return Timestamps.text(value);
    }
  }

  record Text(String value) implements Cell {

    @Override
    public ColumnType type() {
      return ColumnType.VARCHAR;
    }

    @Override
    public String text() {
      return value;
    }

    /** Whether UTF-8 can spell it, and every warehouse keep it: no NUL, no half of a surrogate. */
    public boolean isStorable() {
      for (int i = 0; i < value.length(); ) {
        int point = value.codePointAt(i);
        if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
          return false;
        }
        i += Character.charCount(point);
      }
      return true;
    }
  }
}
