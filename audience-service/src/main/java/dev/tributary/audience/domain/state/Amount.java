package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Which values sums take: JSON numbers below 10^30 in magnitude, of at most 30 significant digits
 * and 30 decimal places. Anything else, a number written as text included, is no element of a sum.
 * The bounds keep sums exact and small whatever a client sends.
 */
public final class Amount {

  public static final int MAX_DIGITS = 30;

  private Amount() {}

  /** The number to add, where the value is one that sums take. */
  public static Optional<BigDecimal> of(Json value) {
    if (!(value instanceof Json.Num(var number)) || number.scale() > 200 || number.scale() < -200) {
      return Optional.empty();
    }
    var plain = plain(number);
    boolean taken =
        plain.precision() <= MAX_DIGITS
            && plain.scale() <= MAX_DIGITS
            && plain.precision() - plain.scale() <= MAX_DIGITS;
    return taken ? Optional.of(plain) : Optional.empty();
  }

  /** The same number without trailing zeros behind the point, and without an exponent. */
  public static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
