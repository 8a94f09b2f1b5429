package dev.tributary.connectors.domain.preview;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events of an invented customer to try an action with: full enough that the usual defaults find
 * what they look for. The same arguments always give the same event.
 */
public final class SampleEvent {

  private static final List<String> TYPES =
      List.of("track", "identify", "page", "screen", "group", "alias");

  private SampleEvent() {}

  /** One that a trigger lets through where one of the samples does; an order where it is free. */
  public static Json.Obj matching(Optional<Fql> trigger, Instant now) {
    if (trigger.isEmpty()) {
      return event("track", now);
    }
    var types = trigger.get().eventTypes().orElse(Set.copyOf(TYPES));
    return TYPES.stream()
        .filter(types::contains)
        .flatMap(type -> variants(event(type, now), trigger.get().eventNames()))
        .filter(trigger.get()::matches)
        .findFirst()
        .orElseGet(() -> event("track", now));
  }

  /** Who enters an audience, or leaves it. */
  public static Json.Obj membership(boolean member, Instant now) {
    var event = read(MEMBERSHIP, now);
    return event.with("member", Json.of(member));
  }

  /** With the names that a trigger asks for, else with another than an order's; of nobody known. */
  private static Stream<Json.Obj> variants(Json.Obj event, Optional<Set<String>> names) {
    var named =
        names
            .map(each -> each.stream().sorted().toList())
            .orElse(List.of("Product Viewed"))
            .stream()
            .map(name -> event.with("event", Json.of(name)))
            .toList();
    var known = Stream.concat(names.isEmpty() ? Stream.of(event) : Stream.of(), named.stream());
    return Stream.concat(known, Stream.of(event.without("userId")));
  }

  private static Json.Obj event(String type, Instant now) {
    var own =
        switch (type) {
          case "identify" -> IDENTIFY;
          case "page" -> PAGE;
          case "screen" -> SCREEN;
          case "group" -> GROUP;
          case "alias" -> ALIAS;
          default -> TRACK;
        };
    return read(COMMON, now).over(read(own, now));
  }

  private static Json.Obj read(String text, Instant now) {
    return (Json.Obj) JsonReader.read(text.replace("NOW", now.toString()));
  }

  private static final String COMMON =
      """
      {"messageId": "sample-1", "userId": "u-42", "anonymousId": "a-4711", "timestamp": "NOW", "receivedAt": "NOW",
       "context": {
         "ip": "203.0.113.7", "locale": "en-GB", "timezone": "Europe/London",
         "userAgent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "page": {"url": "https://shop.example/orders/1001", "path": "/orders/1001", "title": "Your order",
                  "search": "?gclid=sample-gclid", "referrer": "https://search.example/"},
         "campaign": {"name": "spring", "source": "newsletter", "medium": "email"},
         "app": {"name": "Shop", "version": "1.2.3"}, "os": {"name": "Android", "version": "16"},
         "device": {"id": "d-1", "type": "android", "model": "Pixel", "advertisingId": "38400000-8cf0-11bd-b23e-10b96e40000d"},
         "library": {"name": "analytics.js", "version": "4.1.0"},
         "traits": {"email": "jane@example.com", "phone": "+12025550123", "firstName": "Jane", "lastName": "Doe"}}}
      """;

  private static final String TRACK =
      """
      {"type": "track", "event": "Order Completed",
       "properties": {"order_id": "1001", "email": "jane@example.com", "phone": "+12025550123", "total": 39.95, "revenue": 35.5,
         "value": 39.95, "currency": "GBP", "coupon": "SPRING", "message": "Please call me.", "gclid": "sample-gclid",
         "products": [{"product_id": "p-1", "sku": "S-1", "name": "Cup", "brand": "Acme", "category": "Kitchen",
                       "price": 12.5, "quantity": 2}]}}
      """;

  private static final String TRAITS =
      """
      {"email": "jane@example.com", "phone": "+12025550123", "firstName": "Jane", "lastName": "Doe", "name": "Jane Doe",
       "gender": "female", "birthday": "1990-04-01", "plan": "pro", "createdAt": "2026-01-02T03:04:05Z",
       "address": {"street": "1 High Street", "city": "London", "state": "London", "postalCode": "N1 1AA", "country": "GB"},
       "company": {"id": "acme", "name": "Acme"}}
      """;

  private static final String IDENTIFY = "{\"type\": \"identify\", \"traits\": " + TRAITS + "}";

  private static final String PAGE =
      """
      {"type": "page", "name": "Orders", "category": "Account",
       "properties": {"url": "https://shop.example/orders", "path": "/orders", "title": "Your orders"}}
      """;

  private static final String SCREEN =
      "{\"type\": \"screen\", \"name\": \"Orders\", \"properties\": {\"orders\": 3}}";

  private static final String GROUP =
      """
      {"type": "group", "groupId": "acme",
       "traits": {"name": "Acme", "email": "office@acme.example", "domain": "acme.example", "industry": "Crockery",
                  "employees": 12, "plan": "pro", "website": "https://acme.example", "createdAt": "2026-01-02T03:04:05Z"}}
      """;

  private static final String ALIAS = "{\"type\": \"alias\", \"previousId\": \"a-4711\"}";

  private static final String MEMBERSHIP =
      "{\"type\": \"audience\", \"audience\": {\"key\": \"big_spenders\", \"title\": \"Big spenders\"},"
          + " \"member\": true, \"userId\": \"u-42\", \"anonymousId\": \"a-4711\", \"traits\": "
          + TRAITS
          + ", \"identifiers\": {\"user_id\": [\"u-42\"], \"email\": [\"jane@example.com\"],"
          + " \"phone\": [\"+12025550123\"],"
          + " \"android.idfa\": [\"38400000-8cf0-11bd-b23e-10b96e40000d\"]},"
          + " \"messageId\": \"sample-1\", \"timestamp\": \"NOW\"}";
}
