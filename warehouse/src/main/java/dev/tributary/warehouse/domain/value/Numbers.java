package dev.tributary.warehouse.domain.value;

import java.math.BigDecimal;

/**
 * Numbers of JSON as cells, and how a double is spelled.
 *
 * <p>A number is a {@link Cell.Whole} or a {@link Cell.Real} only where nothing of it is lost:
 * whole numbers up to 2<sup>53</sup>; fractions of up to 17 significant digits, which is what a
 * double can tell apart (IEEE 754-2019, 5.12.2), and larger numbers that a double is exactly. All
 * else, 64-bit ids and amounts of 18 decimals among them, is text, digit for digit.
 */
final class Numbers {

  private static final BigDecimal SAFE = BigDecimal.valueOf(1L << 53);
  private static final BigDecimal LONG = BigDecimal.TWO.pow(63);
  private static final int DOUBLE_DIGITS = 17;
  private static final int DOUBLE_EXPONENT = 308;

  /** From here on exponents are written: where both PostgreSQL's and DuckDB's spelling has them. */
  private static final int PLAIN_FROM = -4;

  private static final int PLAIN_BELOW = 16;

  private Numbers() {}

  static Cell cell(Number number) {
    BigDecimal decimal;
    try {
      decimal = new BigDecimal(number.toString()).stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException _) {
      return new Cell.Text(number.toString()); // Not of JSON: NaN. Or an exponent out of bounds.
    }
    var size = decimal.abs();
    if (decimal.scale() <= 0 && size.compareTo(LONG) < 0) {
      return size.compareTo(SAFE) <= 0
          ? new Cell.Whole(decimal.longValueExact())
          : new Cell.Text(decimal.toPlainString());
    }
    if (Math.abs(exponent(decimal)) > DOUBLE_EXPONENT) {
      return new Cell.Text(decimal.toString());
    }
    double nearest = decimal.doubleValue();
    if (Double.isFinite(nearest) && Math.abs(nearest) >= Double.MIN_NORMAL) {
      boolean exact = shortest(nearest).compareTo(decimal) == 0;
      boolean fraction = decimal.scale() > 0 && decimal.precision() <= DOUBLE_DIGITS;
      if (exact || fraction) {
        return new Cell.Real(nearest);
      }
    }
    return new Cell.Text(decimal.toPlainString());
  }

  /** As C's {@code %g} with the fewest digits that say which double it is. */
  static String text(double value) {
    var decimal = shortest(value);
    if (decimal.signum() == 0) {
      return "0";
    }
    long exponent = exponent(decimal);
    if (exponent >= PLAIN_FROM && exponent < PLAIN_BELOW) {
      return decimal.toPlainString();
    }
    var digits = decimal.unscaledValue().abs().toString();
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return "%s%s%se%s%02d"
        .formatted(
            decimal.signum() < 0 ? "-" : "",
            digits.substring(0, 1),
            fraction,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static BigDecimal shortest(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros();
  }

  /** Of the first digit. */
  private static long exponent(BigDecimal decimal) {
    return (long) decimal.precision() - decimal.scale() - 1;
  }
}
