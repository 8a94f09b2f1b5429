package dev.tributary.governance.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tributary.governance.messaging.Events;
import dev.tributary.local.servers.KafkaServer;
import dev.tributary.local.servers.Topics;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Quarantined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream in a process of its own, killed with SIGKILL in the middle of its work. */
class KilledStreamTest {

  private static final int MESSAGES = 20_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;
  private KafkaServer kafka;
  private Bus bus;
  private Process stream;

  @BeforeEach
  void start() {
    kafka = KafkaServer.start(directory.resolve("kafka"), 0);
    Topics.create(kafka.bootstrapServers(), 6);
    bus = new Bus(kafka.bootstrapServers());
  }

  @AfterEach
  void end() {
    bus.close();
    if (stream != null) {
      stream.destroyForcibly();
    }
    kafka.kill();
  }

  @Test
  void losesAndDoublesNothingHoweverItIsKilledNorWhenItsStateIsWiped() throws Exception {
    // Given
    var state = directory.resolve("state");
    var traffic = traffic();
    try (var accepted = bus.follow(Topic.ACCEPTED, true);
        var quarantined = bus.follow(Topic.QUARANTINED, true)) {

      // When
      for (int part = 0; part < 4; part++) {
        startStream(state);
        for (var record :
            traffic.subList(part * traffic.size() / 4, (part + 1) * traffic.size() / 4)) {
          bus.send(record.key(), record.value().toByteArray());
        }
        bus.flush();
        var enough = MESSAGES * (2 * part + 1) / 8;
        await().atMost(PATIENCE).until(() -> accepted.poll().size() >= enough);
        if (part < 3) {
          kill();
        }
      }
      await().atMost(PATIENCE).until(() -> accepted.poll().size() >= MESSAGES);
      stopInOrder();
      delete(state);
      startStream(state);
      for (var record : traffic) {
        bus.send(record.key(), record.value().toByteArray());
      }
      var markers = markers();
      for (var marker : markers) {
        bus.send(marker.key(), marker.value().toByteArray());
      }
      bus.flush();
      var everything = MESSAGES + markers.size();
      var garbage = 2 * traffic.stream().filter(Sent::isGarbage).count();
      await().atMost(PATIENCE).until(() -> accepted.poll().size() >= everything);
      await().atMost(PATIENCE).until(() -> quarantined.poll().size() >= garbage);
      stopInOrder();

      // Then
      assertThat(accepted.poll()).hasSize(everything);
      assertThat(quarantined.poll()).hasSize((int) garbage);
      assertEachOnceAndInOrder(accepted.poll());
      for (var record : quarantined.poll()) {
        assertThat(Quarantined.parseFrom(record.value()).getRecord().toStringUtf8())
            .startsWith("garbage");
      }
    }
  }

  private record Sent(String key, ByteString value, boolean isGarbage) {}

  /** Every message once, a tenth of them again later under the same key, some garbage between. */
  private static List<Sent> traffic() {
    var random = new SplittableRandom(42);
    var traffic = new ArrayList<Sent>();
    for (int i = 0; i < MESSAGES; i++) {
      traffic.add(sent(i));
      if (random.nextInt(10) == 0) {
        traffic.add(sent(random.nextInt(i + 1)));
      }
      if (random.nextInt(100) == 0) {
        traffic.add(new Sent("user-" + i % 50, ByteString.copyFromUtf8("garbage" + i), true));
      }
    }
    return traffic;
  }

  private static Sent sent(int number) {
    var user = "user-" + number % 50;
    var event =
        Events.track("shop", "m-" + number, System.currentTimeMillis())
            .setUserId(user)
            .setEvent(Integer.toString(number))
            .build();
    return new Sent(user, event.toByteString(), false);
  }

  /** New messages for every user, sent last. */
  private static List<Sent> markers() {
    var markers = new ArrayList<Sent>();
    for (int i = 0; i < 50; i++) {
      markers.add(sent(MESSAGES + i));
    }
    return markers;
  }

  private static void assertEachOnceAndInOrder(List<ConsumerRecord<byte[], byte[]>> accepted)
      throws IOException {
    var messages = new HashSet<String>();
    var births = new HashSet<Birth>();
    var last = new HashMap<String, Integer>();
    for (var record : accepted) {
      var event = Event.parseFrom(record.value());
      assertThat(messages.add(event.getMessageId())).as(event.getMessageId()).isTrue();
      assertThat(births.add(event.getBirth())).isTrue();
      var number = Integer.parseInt(event.getEvent());
      var before = last.put(Bus.text(record.key()), number);
      assertThat(before == null || before < number).as("order of " + event.getUserId()).isTrue();
    }
  }

  private void startStream(Path state) throws IOException {
    stream =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GateMain.class.getName(),
                kafka.bootstrapServers(),
                state.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target/killed-stream.log").toFile()))
            .start();
  }

  private void kill() throws InterruptedException {
    stream.destroyForcibly().waitFor();
  }

  private void stopInOrder() throws IOException, InterruptedException {
    stream.getOutputStream().close();
    stream.waitFor();
  }

  private static void delete(Path state) throws IOException {
    try (var files = Files.walk(state)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
