package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import dev.tributary.local.process.ChildProcess.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One Kafka node, broker and controller at once, in a JVM of its own. */
public final class KafkaServer implements LocalServer {

  /** Compiles quickly rather than well: half the time to start, for tests. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

  private static final List<String> JVM =
      List.of(
          "-Xms96m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow");

  private final ChildProcess process;

  private final int port;

  private KafkaServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** As {@link #start(Path, int, List)}, tuned for tests. */
  public static KafkaServer start(Path directory, int port) {
    return start(directory, port, QUICK);
  }

  /**
   * Starts it and returns when it takes requests. Topics are not made by themselves; see {@link
   * Topics}.
   *
   * @param port where to listen, 0 for a free one
   * @param jvmOptions for the broker's JVM, besides those that keep it small
   */
  public static KafkaServer start(Path directory, int port, List<String> jvmOptions) {
    var home = directory.toAbsolutePath();
    var chosen = Ports.orFree(port);
    try {
      Files.createDirectories(home);
      var settings = home.resolve("server.properties");
      write(KafkaSettings.of(home.resolve("data"), chosen, Ports.free()), settings);
      Files.writeString(home.resolve("log4j2.properties"), KafkaSettings.LOGGING);
      if (!Files.exists(home.resolve("formatted"))) {
        Trees.delete(home.resolve("data"));
      }
      var process = ChildProcess.start(command(home, settings, jvmOptions));
      var server = new KafkaServer(process, chosen);
      Readiness.await("Kafka", process, () -> Ports.answers(chosen) && server.hasABroker());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As clients want it, for instance {@code 127.0.0.1:19092}. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  private boolean hasABroker() {
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000))) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ChildProcess.Command command(Path home, Path settings, List<String> options) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JVM);
    line.addAll(options);
    line.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties"));
    line.addAll(List.of("-cp", KafkaClassPath.find(), KafkaMain.class.getName()));
    line.addAll(List.of(settings.toString(), home.resolve("formatted").toString()));
    return new ChildProcess.Command(
        line,
        Map.of(),
        home,
        home.resolve("kafka.log"),
        home.resolve("kafka.pid"),
        StopSignal.TERM);
  }

  private static void write(Properties properties, Path file) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
