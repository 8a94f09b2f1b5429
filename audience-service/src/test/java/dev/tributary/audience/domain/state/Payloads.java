package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Payloads of each kind, drawn so that equal values are frequent. */
final class Payloads {

  static final int KINDS = 7;

  private Payloads() {}

  static Payload of(int kind, long at, SplittableRandom random) {
    return switch (kind) {
      case 0 -> Payload.Counted.ONE;
      case 1 -> new Payload.Summed(1, number(random));
      case 2 -> new Payload.Extreme(number(random), false);
      case 3 -> new Payload.Extreme(number(random), true);
      case 4 -> new Payload.Edge(at, scalar(random), false);
      case 5 -> new Payload.Edge(at, scalar(random), true);
      default -> Payload.Values.of(scalar(random));
    };
  }

  private static BigDecimal number(SplittableRandom random) {
    return Amount.plain(BigDecimal.valueOf(random.nextLong(-500, 500), random.nextInt(3)));
  }

  private static Json scalar(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Json.of(number(random));
      case 1 -> Json.of("v" + random.nextInt(20));
      default -> Json.of(random.nextBoolean());
    };
  }
}
