package dev.tributary.local.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTrafficTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final int MANY = 20_000;

  private final List<ShopEvent> events = events(42);

  @Test
  void theSameSeedMakesTheSameTraffic() {
    // Given
    var again = events(42);

    // When
    var other = events(43);

    // Then
    assertThat(again).isEqualTo(events);
    assertThat(other).isNotEqualTo(events);
  }

  @Test
  void everyEventHasAnIdOfItsOwn() {
    // When
    var ids = events.stream().map(ShopEvent::messageId).collect(Collectors.toSet());

    // Then
    assertThat(ids).hasSize(MANY);
  }

  @Test
  void anOrderIsAlwaysByACustomerWhoIsKnown() {
    // When
    var orders = named("Order Completed");

    // Then
    assertThat(orders).hasSizeGreaterThan(MANY / 50);
    assertThat(orders).noneMatch(order -> order.userId().isEmpty());
    assertThat(orders)
        .allSatisfy(
            order -> assertThat(order.details()).containsKeys("revenue", "currency", "products"));
  }

  @Test
  void customersBrowseAnonymouslyOnSeveralDevicesAndSignInOnEach() {
    // Given
    var devices = new HashMap<String, Set<String>>();
    var anonymous = new HashSet<String>();

    // When
    for (var event : events) {
      if (event.userId().isEmpty()) {
        anonymous.add(event.anonymousId());
      } else {
        devices.computeIfAbsent(event.userId(), _ -> new HashSet<>()).add(event.anonymousId());
      }
    }

    // Then
    assertThat(devices.values()).anyMatch(used -> used.size() > 1);
    assertThat(devices.values()).allMatch(used -> used.size() <= 3);
    assertThat(devices.values().stream().flatMap(Set::stream)).anyMatch(anonymous::contains);
  }

  @Test
  void aDeviceBelongsToOnePersonOnly() {
    // Given
    var owners = new HashMap<String, Set<String>>();

    // When
    events.stream()
        .filter(event -> !event.userId().isEmpty())
        .forEach(event ->
            owners.computeIfAbsent(event.anonymousId(), _ -> new HashSet<>()).add(event.userId()));

    // Then
    assertThat(owners.values()).allMatch(users -> users.size() == 1);
  }

  @Test
  void someOrdersComeBackAndSomePeopleReturn() {
    // When
    var refunds = named("Order Refunded");
    var orders =
        named("Order Completed").stream()
            .collect(Collectors.groupingBy(ShopEvent::userId, Collectors.counting()));

    // Then
    assertThat(refunds).isNotEmpty();
    assertThat(orders.values()).anyMatch(count -> count >= 3);
  }

  @Test
  void speaksTheTrackingApisWords() {
    // When
    var types = events.stream().map(ShopEvent::type).collect(Collectors.toSet());
    var identify = events.stream().filter(event -> event.type().equals("identify")).findFirst();
    var json = identify.orElseThrow().toJson();

    // Then
    assertThat(types).containsExactlyInAnyOrder("page", "track", "identify");
    assertThat(json).containsKeys("type", "messageId", "timestamp", "userId", "traits", "context");
    assertThat(json.get("timestamp")).isEqualTo("2026-11-23T12:00:00Z");
  }

  private List<ShopEvent> named(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  private static List<ShopEvent> events(long seed) {
    var traffic = new ShopTraffic(seed);
    return Stream.generate(() -> traffic.next(NOW)).limit(MANY).toList();
  }
}
