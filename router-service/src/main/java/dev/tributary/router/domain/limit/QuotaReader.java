package dev.tributary.router.domain.limit;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.domain.definition.Limits.Resets;
import dev.tributary.router.domain.delivery.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is left from the headers of an answer, as the connector names them. */
public final class QuotaReader {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");

  private QuotaReader() {}

  /** What an answer says. */
  public record Reading(long remaining, Instant resets) {}

  /**
   * Empty where a header is absent or not a number.
   *
   * @param longest most that the answer is believed; it is asked again after that
   */
  public static Optional<Reading> read(
      Limits.Quota quota, Answer.Responded answer, Instant now, Duration longest) {
    var remaining = number(answer, quota.remaining());
    var reset = number(answer, quota.reset());
    if (remaining.isEmpty() || reset.isEmpty()) {
      return Optional.empty();
    }
    long millis = millis(reset.get(), quota.resets());
    long from = quota.resets() == Resets.SECONDS ? 0 : now.toEpochMilli();
    long wait = Math.clamp(millis - from, 0, longest.toMillis());
    long left = remaining.get().setScale(0, RoundingMode.DOWN).longValue();
    return Optional.of(new Reading(left, now.plusMillis(wait)));
  }

  private static long millis(BigDecimal reset, Resets resets) {
    var millis = resets == Resets.EPOCH_MILLIS ? reset : reset.movePointRight(3);
    var most = BigDecimal.valueOf(Long.MAX_VALUE / 2);
    return millis.setScale(0, RoundingMode.UP).min(most).max(most.negate()).longValue();
  }

  private static Optional<BigDecimal> number(Answer.Responded answer, String header) {
    var text = answer.header(header.toLowerCase(Locale.ROOT)).strip();
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
