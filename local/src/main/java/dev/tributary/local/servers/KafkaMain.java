package dev.tributary.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The broker's own main class: formats the storage unless that is done, then serves.
 *
 * <p>A file beside the storage says that formatting was finished. Without it, whatever lies there
 * is the remains of a format that was interrupted, and is formatted over.
 */
public final class KafkaMain {

  private KafkaMain() {}

  /**
   * Runs until told to stop.
   *
   * @param arguments the properties file, then the file that marks the storage as formatted
   */
  public static void main(String[] arguments) throws IOException {
    var properties = arguments[0];
    var formatted = Path.of(arguments[1]);
    if (!Files.exists(formatted)) {
      format(properties);
      Files.writeString(formatted, "");
    }
    Kafka.main(new String[] {properties});
  }

  private static void format(String properties) {
    var code =
        StorageTool.execute(
            new String[] {
              "format",
              "--ignore-formatted",
              "--cluster-id",
              Uuid.randomUuid().toString(),
              "--config",
              properties
            },
            System.out);
    if (code != 0) {
      System.exit(code);
    }
  }
}
