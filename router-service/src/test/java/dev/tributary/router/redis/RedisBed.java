package dev.tributary.router.redis;

import dev.tributary.local.servers.RedisServer;
import dev.tributary.platform.redis.RedisLine;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A real Redis that belongs to one test, which may kill it and start it again, empty. */
final class RedisBed implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Path directory;
  private RedisServer server;

  RedisBed() {
    try {
      directory = Files.createTempDirectory("router-redis-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = RedisServer.start(directory, 0);
  }

  /** Another replica's connection. */
  RedisLine line() {
    return new RedisLine(redis(), "the test goes on");
  }

  Redis redis() {
    return Redis.createClient(vertx, new RedisOptions().setConnectionString(server.address()));
  }

  void kill() {
    server.kill();
  }

  void restart() {
    server = RedisServer.start(directory, server.port());
  }

  @Override
  public void close() {
    server.kill();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
