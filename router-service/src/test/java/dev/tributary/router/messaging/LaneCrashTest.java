package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import dev.tributary.router.testing.Specs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane that loses its Kafka client at any moment, or never came to begin, on real Kafka. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class LaneCrashTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");

  @Inject LaneParts parts;
  @Inject OrphanedGroups orphans;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "lane-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean ownBroken = new AtomicBoolean();
  private Bus bus;
  private Sink sink;
  private LaneParts breakable;
  private SharedReader reader;

  @BeforeEach
  void open() {
    await().atMost(SOON).until(orphans::done); // lanes here belong to no definition
    bus = new Bus(servers);
    sink = Sink.start();
    breakable = breakable();
    reader = new SharedReader(breakable, "readers-of-" + name, () -> true);
    reader.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    broken.set(false);
    ownBroken.set(false);
    for (var lane : lanes) {
      lane.delete();
      assertThat(lane.awaitEnd(SOON)).isTrue();
    }
    reader.stop(SOON);
    sink.close();
    bus.close();
  }

  @Test
  void deliversEverythingWhereTheClientBreaksInTheMiddleAndRepeatsWithTheSameKeys() {
    // Given: one in twenty first tries fails, so that some are always open
    var tries = new AtomicInteger();
    sink.behaving(
        (_, exchange) -> Sink.answer(exchange, tries.incrementAndGet() % 20 == 0 ? 503 : 200, ""));
    start(Instant.now());

    // When
    for (int i = 0; i < 3_000; i++) {
      bus.track(event, "m" + i, "p" + i % 50, "{}");
      if (i % 1_000 == 500) {
        int reached = i - 400;
        bus.flush();
        await().atMost(SOON).until(() -> sink.distinctKeys() >= reached);
        broken.set(true); // every call to Kafka fails: nothing more is committed
        await().atMost(SOON).until(() -> !broken.get());
      }
    }

    // Then
    await().atMost(SOON).until(() -> sink.distinctKeys() == 3_000);
    var ids = sink.received().stream().map(LaneCrashTest::messageId).collect(Collectors.toSet());
    assertThat(ids).isEqualTo(expected(3_000));
    await().atMost(SOON).until(() -> lanes.getFirst().board().balance().pending() == 0);
    assertThat(lanes.getFirst().board().balance().holds()).isTrue();
  }

  @Test
  void comesBackToTheSharedReaderThoughItsOwnBreaks() {
    // Given: one that has read all there is, and one that begins where that began
    var definedAt = Instant.now();
    start(definedAt);
    for (int i = 0; i < 3_000; i++) {
      bus.track(event, "m" + i, "p" + i % 50, "{}");
    }
    bus.flush();
    await().atMost(SOON).until(() -> sink.distinctKeys() == 3_000);

    try (var other = Sink.start()) {
      // When
      ownBroken.set(true);
      var spec = Destinations.webhook(other.url(), event);
      var lane = start(new Plan(Specs.valid(name + "-late", spec), 1, definedAt));
      await().atMost(SOON).until(() -> !ownBroken.get());

      // Then
      await().atMost(SOON).until(() -> other.distinctKeys() == 3_000);
      await().atMost(SOON).until(() -> lane.board().feed().apart().isEmpty());
      assertThat(other.received()).hasSize(3_000);
      bus.track(event, "last", "p1", "{}");
      await().atMost(SOON).until(() -> other.distinctKeys() == 3_001);
    }
  }

  @Test
  void goesOnWhereAnotherStoppedAndSendsNothingTwice() throws InterruptedException {
    // Given
    var definedAt = Instant.now();
    var first = start(definedAt);
    for (int i = 0; i < 200; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();
    await().atMost(SOON).until(() -> sink.distinctKeys() == 200);

    // When
    first.stop();
    assertThat(first.awaitEnd(SOON)).isTrue();
    for (int i = 200; i < 400; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();
    start(definedAt);

    // Then
    await().atMost(SOON).until(() -> sink.distinctKeys() == 400);
    assertThat(sink.received()).hasSize(400);
  }

  @Test
  void deliversWhatCameAfterTheDefinitionThoughTheRouterWasKilledBeforeItBegan() {
    // Given
    bus.track(event, "before", "p1", "{}");
    bus.flush();
    var definedAt = Instant.now().plusMillis(1);
    await().until(() -> Instant.now().isAfter(definedAt));
    bus.track(event, "after-1", "p1", "{}");
    bus.track(event, "after-2", "p2", "{}");
    bus.flush();

    // When
    start(definedAt);

    // Then
    await().atMost(SOON).until(() -> sink.received().size() == 2);
    assertThat(sink.received().stream().map(LaneCrashTest::messageId))
        .containsExactlyInAnyOrder("after-1", "after-2");
  }

  @Test
  void readsTheProfileTablesThoughTheRouterWasKilledBeforeItHeardThatTheyAreWanted()
      throws InterruptedException {
    // Given: to the broker, a member that stopped and one that was killed are the same
    var first = start(Instant.now());
    await().atMost(SOON).until(() -> !first.board().isWaiting());
    first.stop();
    assertThat(first.awaitEnd(SOON)).isTrue();

    // When
    start(
        Instant.now(),
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"%s\"}, \"profiles\": {\"tables\": [\"id_graph_updates\"]}}"
            .formatted(sink.url()));
    var row = IdGraphUpdate.newBuilder().setProfileId(name).setCanonicalProfileId(name);
    for (int i = 0; i < 20; i++) {
      bus.row(name + i, ProfileUpdate.newBuilder().setId("r" + i).setIdGraph(row));
    }

    // Then
    await().atMost(SOON).until(() -> sink.distinctKeys() == 20);
  }

  @Test
  void tellsTheNewestOfWhatWaitedThoughItsClientBrokeAndItStopped() throws InterruptedException {
    // Given: an hour is longer than this test; each of 300 profiles has three values
    var definedAt = Instant.now();
    var first = start(plan(1, definedAt, traits("1h")));
    long at = definedAt.plus(Duration.ofHours(1)).toEpochMilli(); // in no interval that ends soon
    waitFor(first, 1, at);
    broken.set(true);
    await().atMost(SOON).until(() -> !broken.get());
    waitFor(first, 2, at);
    first.stop();
    assertThat(first.awaitEnd(SOON)).isTrue();

    // When
    var second = start(plan(1, definedAt, traits("1h")));
    waitFor(second, 3, at);
    assertThat(sink.received()).isEmpty();
    second.follow(plan(2, definedAt, "[\"" + name + "\"]"));

    // Then: of each the newest, and nothing else
    await().atMost(SOON).until(() -> second.board().balance().pending() == 0);
    assertThat(sink.received()).allMatch(one -> one.body().contains("\"" + name + "\":3"));
    assertThat(sink.distinctKeys()).isEqualTo(300);
    assertThat(second.board().balance().holds()).isTrue();
  }

  /** Gives each of 300 profiles a value, and waits until the lane has it waiting. */
  private void waitFor(Lane lane, int version, long at) {
    for (int i = 0; i < 300; i++) {
      bus.trait(name, "p" + i, Integer.toString(version), version, at);
    }
    bus.flush();
    await()
        .atMost(SOON)
        .until(() -> {
          var balance = lane.board().balance();
          long superseded = balance.discarded().getOrDefault("superseded", 0L);
          long handedOver = balance.discarded().getOrDefault("handed_over", 0L);
          return balance.pending() == 300
              && balance.matched() == superseded + handedOver + 300
              && lane.behind() instanceof Behind.Known(_, var unread)
              && unread.getOrDefault("changes", 1L) == 0;
        });
  }

  private String traits(String debounce) {
    return "[{\"name\": \"" + name + "\", \"debounce\": \"" + debounce + "\"}]";
  }

  private Plan plan(long version, Instant definedAt, String traits) {
    var spec =
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"%s\"}, \"traits\": %s}"
            .formatted(sink.url(), traits);
    return new Plan(destination(spec), version, definedAt);
  }

  private Lane start(Instant definedAt) {
    return start(definedAt, Destinations.webhook(sink.url(), event));
  }

  private Lane start(Instant definedAt, String definition) {
    return start(new Plan(destination(definition), 1, definedAt));
  }

  private Destination destination(String definition) {
    return Specs.valid(name, definition);
  }

  private Lane start(Plan plan) {
    var lane = new Lane(breakable, reader, plan);
    lanes.add(lane);
    lane.start(null);
    return lane;
  }

  private LaneParts breakable() {
    return new LaneParts(
        new LaneParts.Consumers() {
          @Override
          public Consumer<String, byte[]> openShared(String group) {
            return breakable(parts.consumers().openShared(group), broken);
          }

          @Override
          public Consumer<String, byte[]> openCatchUp(String destination) {
            return breakable(parts.consumers().openCatchUp(destination), ownBroken);
          }

          @Override
          public Consumer<String, byte[]> openAlone(String destination) {
            return parts.consumers().openAlone(destination);
          }
        },
        parts.positions(),
        parts.ends(),
        parts.delivering(),
        parts.registry(),
        parts.pace());
  }

  /** A real consumer whose every call but its end fails while broken; the end mends it. */
  @SuppressWarnings("unchecked")
  private Consumer<String, byte[]> breakable(Consumer<String, byte[]> real, AtomicBoolean broken) {
    return (Consumer<String, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Consumer.class},
            (_, method, arguments) -> {
              boolean ends = method.getName().equals("close");
              if (broken.get() && !ends) {
                throw new IllegalStateException("broken by the test");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (ends) {
                  broken.set(false);
                }
              }
            });
  }

  private static String messageId(Sink.Received received) {
    var matcher = MESSAGE_ID.matcher(received.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Set<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).collect(Collectors.toSet());
  }
}
