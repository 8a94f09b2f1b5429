package dev.tributary.audience.domain.formula;

import dev.tributary.audience.domain.state.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Arithmetic on the numbers that {@link Amount} takes. A result is exact where it is such a number;
 * one of more than {@value Amount#MAX_DIGITS} digits or decimal places is rounded half even to what
 * fits, and one of 10^30 or more is absent. A quotient is first rounded half even to 16 digits, as
 * an average is. So values stay small however often formulas are put into one another.
 */
final class Decimals {

  private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(Amount.MAX_DIGITS);

  private Decimals() {}

  static Optional<BigDecimal> quotient(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0
        ? Optional.empty()
        : bounded(dividend.divide(divisor, MathContext.DECIMAL64));
  }

  static Optional<BigDecimal> rounded(BigDecimal number, int places) {
    return bounded(
        number.scale() <= places ? number : number.setScale(places, RoundingMode.HALF_EVEN));
  }

  static Optional<BigDecimal> bounded(BigDecimal number) {
    if (isTooLarge(number)) {
      return Optional.empty();
    }
    int tooManyDigits = Math.max(0, number.precision() - Amount.MAX_DIGITS);
    int places = Math.min(number.scale() - tooManyDigits, Amount.MAX_DIGITS);
    var fitting =
        places < number.scale() ? number.setScale(places, RoundingMode.HALF_EVEN) : number;
    return isTooLarge(fitting) ? Optional.empty() : Optional.of(Amount.plain(fitting));
  }

  private static boolean isTooLarge(BigDecimal number) {
    return number.abs().compareTo(TOO_LARGE) >= 0;
  }
}
