package dev.tributary.platform.testing;

import dev.tributary.local.servers.KafkaServer;
import dev.tributary.local.servers.LocalServer;
import dev.tributary.local.servers.PostgresServer;
import dev.tributary.local.servers.PostgresServer.Durability;
import dev.tributary.local.servers.RedisServer;
import dev.tributary.local.servers.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Real Kafka, PostgreSQL and Redis on free ports, with all topics and databases. Each can be killed
 * and started again where it was, with the data it had.
 */
public final class Servers implements AutoCloseable {

  private static final String PASSWORD = "tributary";
  private static final List<String> DATABASES =
      List.of("ingest", "governance", "identity", "audience", "router", "platform", "warehouse");
  private static final int PARTITIONS = 6;

  private final Path directory;
  private KafkaServer kafka;
  private PostgresServer postgres;
  private RedisServer redis;

  private Servers(Path directory) {
    this.directory = directory;
    var broker = CompletableFuture.supplyAsync(() -> startKafka(0));
    this.postgres = startPostgres(0);
    this.redis = startRedis(0);
    this.kafka = broker.join();
    withOwnClasses(() -> {
      Topics.create(kafka.bootstrapServers(), PARTITIONS);
      return kafka;
    });
  }

  /** Starts all three in a fresh temporary directory. */
  public static Servers start() {
    try {
      return new Servers(Files.createTempDirectory("tributary-test-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration that points a service at them, access tokens included. */
  public Map<String, String> configuration() {
    return Map.of(
        "kafka.bootstrap.servers",
        kafka.bootstrapServers(),
        "tributary.postgres.address",
        postgres.address(),
        "quarkus.datasource.username",
        PostgresServer.ROLE,
        "quarkus.datasource.password",
        PASSWORD,
        "quarkus.redis.hosts",
        redis.address(),
        "tributary.auth.admin-token",
        "test-admin",
        "tributary.auth.editor-token",
        "test-editor",
        "tributary.auth.viewer-token",
        "test-viewer");
  }

  public void killKafka() {
    kafka.kill();
  }

  /** On the same port, with its data. */
  public void restartKafka() {
    kafka = startKafka(kafka.port());
  }

  public void killPostgres() {
    postgres.kill();
  }

  /** On the same port, with its data. */
  public void restartPostgres() {
    postgres = startPostgres(postgres.port());
  }

  public void killRedis() {
    redis.kill();
  }

  /** On the same port, empty. */
  public void restartRedis() {
    redis = startRedis(redis.port());
  }

  @Override
  public void close() {
    for (LocalServer server : List.of(kafka, postgres, redis)) {
      server.kill();
    }
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KafkaServer startKafka(int port) {
    return withOwnClasses(() -> KafkaServer.start(directory.resolve("kafka"), port));
  }

  /** Kafka looks classes up by the thread's class loader, which under Quarkus may be another. */
  private static <T> T withOwnClasses(Supplier<T> deed) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(KafkaServer.class.getClassLoader());
    try {
      return deed.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private PostgresServer startPostgres(int port) {
    return PostgresServer.start(
        directory.resolve("postgres"), port, PASSWORD, DATABASES, Durability.PROCESS);
  }

  private RedisServer startRedis(int port) {
    return RedisServer.start(directory.resolve("redis"), port);
  }
}
