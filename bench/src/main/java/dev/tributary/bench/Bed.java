package dev.tributary.bench;

import dev.tributary.local.domain.Part;
import dev.tributary.local.servers.KafkaServer;
import dev.tributary.local.servers.LocalServer;
import dev.tributary.local.servers.Ports;
import dev.tributary.local.servers.PostgresServer;
import dev.tributary.local.servers.RedisServer;
import dev.tributary.local.servers.Topics;
import dev.tributary.local.suite.AotTraining;
import dev.tributary.local.suite.Home;
import dev.tributary.local.suite.ServiceJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Where a benchmark runs: real servers and packaged services on free loopback ports, in a folder of
 * its own. Everything it started ends with it.
 */
final class Bed implements AutoCloseable {

  static final int PARTITIONS = 6;

  private static final String TOKEN = "a-token-for-benchmarks-only";
  private static final String PASSWORD = "tributary";

  /** Long, as other builds may hold the processors. */
  private static final Duration READY = Duration.ofMinutes(5);

  private static final Map<String, String> OWNERS =
      Map.of(
          "sources", "ingest",
          "identity-rules", "identity",
          "computed-traits", "audience",
          "audiences", "audience",
          "destinations", "router");

  private static final String HEAP = "-Xmx512m";

  private final Path root = Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath();
  private final Path home;
  private final KafkaServer kafka;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final List<LocalServer> servers = new ArrayList<>();
  private final Map<String, Process> processes = new TreeMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();

  Bed() throws IOException {
    home = Files.createTempDirectory("tributary-bench-");
    kafka = KafkaServer.start(home.resolve("kafka"), 0, List.of());
    servers.add(kafka);
    Topics.create(kafka.bootstrapServers(), PARTITIONS);
    postgres =
        PostgresServer.start(
            home.resolve("postgres"),
            0,
            PASSWORD,
            List.of("ingest", "governance", "identity", "audience", "router"));
    servers.add(postgres);
    ports.put("postgres", postgres.port());
    redis = RedisServer.start(home.resolve("redis"), 0);
    servers.add(redis);
    ports.put("redis", redis.port());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** What every Kafka client needs. */
  Map<String, Object> broker() {
    return Map.of("bootstrap.servers", bootstrapServers());
  }

  /** The password of PostgreSQL's roles. */
  String password() {
    return PASSWORD;
  }

  /** The folder of what was built of a service. */
  Path built(String service) {
    return root.resolve(service + "-service/target");
  }

  /** A file for the length of the benchmark. */
  Path file(String name) {
    return home.resolve(name);
  }

  /** A file that outlives the benchmark, such as a recording. */
  Path kept(String name) throws IOException {
    return Files.createDirectories(root.resolve("bench/target")).resolve(name);
  }

  /** A bearer token with every role. */
  String token() {
    return TOKEN;
  }

  int port(String name) {
    return Objects.requireNonNull(ports.get(name), name);
  }

  /** Starts a packaged service such as {@code ingest} and waits until it is ready. */
  void startService(String name, String... jvmOptions) throws Exception {
    var options = new ArrayList<>(List.of(HEAP));
    options.addAll(List.of(jvmOptions));
    var jar = new Home(root, home).jar(service(name));
    int port = start(name, ServiceJvm.command(jar, options));
    await(name, URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
  }

  /** The option by which a service is recorded, where it is to be: to {@code bench/target}. */
  String[] recording(String file, Options options) throws IOException {
    return options.recorded()
        ? new String[] {
          "-XX:StartFlightRecording:settings=profile,jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=2ms,filename="
              + kept(file + ".jfr")
        }
        : new String[0];
  }

  /** Makes a service's AOT cache, as it has one where it was up for some minutes before. */
  void makeCache(String name) throws Exception {
    if (!new AotTraining(new Home(root, home)).train(service(name))) {
      throw new IllegalStateException("no AOT cache of " + name + " can be made");
    }
  }

  /** Starts a main class of this module with a free port as its first argument. */
  void startMain(String name, Class<?> main, String... arguments) throws Exception {
    startMain(name, List.of(), main, arguments);
  }

  /** As {@link #startMain(String, Class, String...)}, in a JVM with options. */
  void startMain(String name, List<String> jvmOptions, Class<?> main, String... arguments)
      throws Exception {
    startMain(name, jvmOptions, System.getProperty("java.class.path"), main.getName(), arguments);
  }

  /** As {@link #startMain(String, Class, String...)}, with a main class of another class path. */
  void startMain(
      String name, List<String> jvmOptions, String classPath, String main, String... arguments)
      throws Exception {
    int port = Ports.free();
    var command = new ArrayList<>(java());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, main));
    command.add(Integer.toString(port));
    command.addAll(List.of(arguments));
    start(name, command, port);
    await(name, URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** Ends what {@link #startService} or {@link #startMain} started. */
  void stop(String name) {
    var process = Objects.requireNonNull(processes.remove(name), name);
    process.destroy();
    process.onExit().join();
  }

  /** Ends it as a crash would: it gets no chance to say a word. Its port stays its own. */
  void kill(String name) {
    var process = Objects.requireNonNull(processes.remove(name), name);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** The system's number of a process that was started here. */
  long pid(String name) {
    return Objects.requireNonNull(processes.get(name), name).pid();
  }

  /** Stands a process still, so that it takes nothing of what is laid out for it, until resumed. */
  void pause(String name) throws Exception {
    signal(name, "STOP");
  }

  /** Lets a paused process go on. */
  void resume(String name) throws Exception {
    signal(name, "CONT");
  }

  /**
   * Processor time that a process and its children have used so far, a server's or a service's; of
   * children that ended too, where the system tells.
   */
  Duration processorTime(String name) {
    var handle =
        switch (name) {
          case "kafka" -> handle(kafka);
          case "postgres" -> handle(postgres);
          case "redis" -> handle(redis);
          default -> Objects.requireNonNull(processes.get(name), name).toHandle();
        };
    return Stream.concat(Stream.of(handle), handle.descendants())
        .map(ProcessorTime::of)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** A connection of PostgreSQL's superuser; the caller closes it. */
  Connection database(String name) throws SQLException {
    var address = "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/" + name;
    return DriverManager.getConnection(address, "postgres", PASSWORD);
  }

  /** Makes a database that is another one over again, which nobody may be connected to. */
  void cloneDatabase(String from, String name) throws SQLException {
    try (var connection = database("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE %s TEMPLATE %s OWNER %s".formatted(name, from, PostgresServer.ROLE));
    }
  }

  /** Makes or changes a definition. */
  void define(String plural, String name, String definition) throws Exception {
    var service = Objects.requireNonNull(OWNERS.get(plural), plural);
    var address = "http://127.0.0.1:" + port(service) + "/api/v1/" + plural + "/" + name;
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/yaml")
            .PUT(HttpRequest.BodyPublishers.ofString(definition))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  /** Makes a topic for a baseline, set up like the suite's own. */
  void createTopic(String name) throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }
  }

  /** Changes settings of a topic. */
  void configure(String topic, Map<String, String> settings) throws Exception {
    var changes =
        settings.entrySet().stream()
            .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    try (var admin = admin()) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
    }
  }

  /** How many records a topic has ever taken. */
  long recordsIn(String topic) throws Exception {
    try (var admin = admin()) {
      var ends = new HashMap<TopicPartition, OffsetSpec>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  @Override
  public void close() throws IOException {
    for (var process : processes.values()) {
      process.destroy();
      process.onExit().join();
    }
    Collections.reverse(servers);
    for (var server : servers) {
      server.close();
    }
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-XX:+UseSerialGC");
  }

  private static Part service(String name) {
    return Part.labelled(name).orElseThrow();
  }

  private static ProcessHandle handle(LocalServer server) {
    return ProcessHandle.of(server.process().pid()).orElseThrow();
  }

  private void signal(String name, String signal) throws Exception {
    long pid = Objects.requireNonNull(processes.get(name), name).pid();
    int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill -" + signal + " " + name + " ended with " + code);
    }
  }

  /** What starts again listens where it did: services name themselves to the broker by it. */
  private int start(String name, List<String> command) throws IOException {
    int port = ports.containsKey(name) ? port(name) : Ports.free();
    start(name, command, port);
    return port;
  }

  private void start(String name, List<String> command, int port) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
    builder.environment().put("TRIBUTARY_POSTGRES_ADDRESS", "127.0.0.1:" + port("postgres"));
    builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", PASSWORD);
    if (name.equals("identity")) {
      builder.environment().put("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + port("redis"));
    }
    builder.environment().put("TRIBUTARY_AUTH_ADMIN_TOKEN", TOKEN);
    builder.environment().put("TRIBUTARY_ROUTER_ALLOW_PRIVATE_ADDRESSES", "true");
    for (var service : List.of("GOVERNANCE", "AUDIENCE")) {
      builder
          .environment()
          .put("TRIBUTARY_" + service + "_STATE_DIRECTORY", home.resolve(name).toString());
    }
    builder.environment().put("HOOK_SECRET", "a secret of the bench");
    processes.put(name, builder.start());
    ports.put(name, port);
  }

  private void await(String name, URI address) throws Exception {
    long deadline = System.nanoTime() + READY.toNanos();
    while (System.nanoTime() < deadline) {
      if (!Objects.requireNonNull(processes.get(name), name).isAlive()) {
        break;
      }
      try {
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() < 500) {
          return;
        }
      } catch (IOException _) {
        // not listening yet
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(
        name + " did not get ready: " + Files.readString(home.resolve(name + ".log")));
  }
}
