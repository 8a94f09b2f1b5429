package dev.tributary.local.domain.traffic;

import dev.tributary.local.domain.traffic.Catalog.Product;
import dev.tributary.local.domain.traffic.Customer.Browser;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;

/** One visit of one customer: planned when it begins, told one event at a time. */
final class Session {

  private record Step(String type, String userId, String name, Map<String, Object> details) {}

  private final Customer customer;

  private final Browser browser;

  private final SplittableRandom random;

  private final Queue<Step> steps = new ArrayDeque<>();

  Session(Customer customer, SplittableRandom random) {
    this.customer = customer;
    this.browser = customer.browse(random);
    this.random = random;
    plan();
  }

  Customer customer() {
    return customer;
  }

  boolean isOver() {
    return steps.isEmpty();
  }

  ShopEvent next(Instant now) {
    var step = steps.remove();
    return new ShopEvent(
        step.type(),
        "demo-" + new UUID(random.nextLong(), random.nextLong()),
        now,
        browser.anonymousId,
        step.userId(),
        step.name(),
        step.details(),
        browser.device);
  }

  private void plan() {
    page("Home", "/");
    var seen = look();
    if (chance(45)) {
      buy(seen);
    } else if (!customer.registered && chance(15)) {
      signUp();
    }
  }

  private List<Product> look() {
    var seen = new ArrayList<Product>();
    for (var views = 1 + random.nextInt(4); views > 0; views--) {
      var product = Customer.pick(Catalog.PRODUCTS, random);
      page("Product", "/products/" + product.id());
      track("Product Viewed", product.asProperties(1));
      seen.add(product);
    }
    return seen;
  }

  private void buy(List<Product> seen) {
    var basket = seen.stream().distinct().limit(3).toList();
    basket.forEach(product -> track("Product Added", product.asProperties(1)));
    track("Checkout Started", Map.of("products", lines(basket), "currency", currency()));
    if (chance(25)) {
      return;
    }
    if (!customer.registered) {
      signUp();
    } else if (!browser.signedIn) {
      signIn();
    }
    order(basket);
  }

  private void order(List<Product> basket) {
    var order = "order-" + Integer.toUnsignedString(random.nextInt(), 36);
    var cents = basket.stream().mapToInt(Product::cents).sum();
    track(
        "Order Completed",
        Map.of(
            "order_id",
            order,
            "revenue",
            cents / 100.0,
            "currency",
            currency(),
            "products",
            lines(basket)));
    if (chance(8)) {
      track("Order Refunded", Map.of("order_id", order, "currency", currency()));
    }
  }

  private void signUp() {
    customer.registered = true;
    browser.signedIn = true;
    identify();
    track("Signed Up", Map.of("method", "email"));
  }

  private void signIn() {
    browser.signedIn = true;
    identify();
    track("Signed In", Map.of("method", "email"));
  }

  private void identify() {
    steps.add(new Step("identify", customer.userId, "", customer.traits()));
  }

  private void page(String name, String path) {
    steps.add(new Step("page", userId(), name, Map.of("path", path)));
  }

  private void track(String event, Map<String, Object> properties) {
    steps.add(new Step("track", userId(), event, properties));
  }

  private String userId() {
    return browser.signedIn ? customer.userId : "";
  }

  private String currency() {
    return customer.country.currency();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private static List<Map<String, Object>> lines(List<Product> basket) {
    return basket.stream().map(product -> product.asProperties(1)).toList();
  }
}
