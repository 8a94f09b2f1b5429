package dev.tributary.router.domain.deadletter;

import dev.tributary.platform.domain.InvalidValue;
import java.util.regex.Pattern;

/** Where a dead letter stands in its topic; as text {@code 3-1042}. */
public record LetterId(int partition, long offset) {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

  /**
   * Reads one.
   *
   * @throws InvalidValue if the text is none
   */
  public static LetterId parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw new InvalidValue("id", "not of the form partition-offset");
    }
    return new LetterId(Integer.parseInt(match.group(1)), Long.parseLong(match.group(2)));
  }

  public String text() {
    return partition + "-" + offset;
  }
}
