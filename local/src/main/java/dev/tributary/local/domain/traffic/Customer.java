package dev.tributary.local.domain.traffic;

import dev.tributary.local.domain.traffic.Catalog.Country;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** One invented person with one to three devices. Changes as sessions are planned for it. */
final class Customer {

  /** A browser or phone; on each the person is anonymous until they sign in there. */
  static final class Browser {

    final String anonymousId;

    final ShopEvent.Device device;

    boolean signedIn;

    private Browser(String anonymousId, ShopEvent.Device device) {
      this.anonymousId = anonymousId;
      this.device = device;
    }
  }

  private static final int MOST_BROWSERS = 3;

  final String userId;

  final Country country;

  private final Map<String, Object> traits;

  private final List<Browser> browsers = new ArrayList<>();

  boolean registered;

  Customer(int number, SplittableRandom random) {
    var first = pick(Catalog.FIRST_NAMES, random);
    var last = pick(Catalog.LAST_NAMES, random);
    this.userId = "customer-" + number;
    this.country = pick(Catalog.COUNTRIES, random);
    var mailbox = (first + "." + last + "." + number).toLowerCase(Locale.ROOT);
    this.traits =
        Map.of(
            "email",
            mailbox + "@example.com",
            "firstName",
            first,
            "lastName",
            last,
            "plan",
            pick(Catalog.PLANS, random),
            "country",
            country.code());
  }

  /** Half of the time the browser used first, else another, perhaps a new one. */
  Browser browse(SplittableRandom random) {
    var choice = random.nextInt(2 * MOST_BROWSERS);
    var index = choice < MOST_BROWSERS ? 0 : Math.min(choice - MOST_BROWSERS, browsers.size());
    if (index >= browsers.size()) {
      browsers.add(newBrowser(random));
    }
    return browsers.get(index);
  }

  Map<String, Object> traits() {
    return traits;
  }

  static <T> T pick(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }

  private Browser newBrowser(SplittableRandom random) {
    var device =
        new ShopEvent.Device(
            pick(Catalog.USER_AGENTS, random), country.locale(), country.timezone());
    return new Browser(new UUID(random.nextLong(), random.nextLong()).toString(), device);
  }
}
