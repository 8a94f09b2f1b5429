package dev.tributary.governance.stream;

import dev.tributary.governance.domain.Gate;
import dev.tributary.governance.domain.Ledger;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.Window;
import dev.tributary.governance.messaging.GateMetrics;
import dev.tributary.governance.messaging.GateTopology;
import dev.tributary.governance.messaging.NoTracing;
import dev.tributary.governance.storage.RocksMemory;
import dev.tributary.governance.storage.SightingStores;
import dev.tributary.governance.storage.StoredSeenMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The stream alone in a process that a test may kill, with the settings of the service. Arguments:
 * the broker and the state directory. Ends in order when its input does.
 */
final class GateMain {

  private static final Window WINDOW = new Window(Duration.ofDays(30), Duration.ofDays(7));

  private GateMain() {}

  public static void main(String[] arguments) throws IOException {
    var topology =
        GateTopology.of(
            SightingStores.builder(WINDOW, new RocksMemory(32 << 20)),
            StoredSeenMessages::new,
            seen -> new Gate(new Deduplication(seen, WINDOW)),
            new GateMetrics(new Ledger(), new SimpleMeterRegistry()),
            new NoTracing());
    try (var streams = new KafkaStreams(topology, settings(arguments[0], arguments[1]))) {
      streams.setUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.REPLACE_THREAD);
      streams.start();
      awaitEnd(System.in);
    }
  }

  /** What application.properties says of Kafka Streams. */
  static Properties settings(String servers, String stateDirectory) {
    var all = new Properties();
    try (var in = GateMain.class.getResourceAsStream("/application.properties")) {
      all.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var settings = new Properties();
    for (var key : all.stringPropertyNames()) {
      if (key.startsWith("kafka-streams.")) {
        settings.put(
            key.substring("kafka-streams.".length()),
            all.getProperty(key)
                .replace("${tributary.governance.commit-interval-millis}", "25")
                .replace("${tributary.governance.state-directory}", stateDirectory)
                .replace("${tributary.governance.threads}", "1")
                .replace("${tributary.governance.instance-id}", "test"));
      }
    }
    settings.put("application.id", all.getProperty("quarkus.kafka-streams.application-id"));
    settings.put("bootstrap.servers", servers);
    return settings;
  }

  private static void awaitEnd(InputStream input) throws IOException {
    input.transferTo(OutputStream.nullOutputStream());
  }
}
