package dev.tributary.local.suite;

import dev.tributary.local.domain.Backoff;
import dev.tributary.local.domain.Part;
import dev.tributary.local.servers.LocalServer;
import dev.tributary.local.servers.ServerNotReady;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of the suite that is started again whenever it dies, until it is stopped. */
final class Supervised {

  /** Hears what happens to the process. */
  interface Listener {

    /** It runs; {@code restarts} counts the deaths before. */
    void started(Part part, long pid, int restarts);

    /** It died and will be started again. */
    void died(Part part, int code, Duration pause);
  }

  private final Part part;

  private final Supplier<LocalServer> starter;

  private final Listener listener;

  private @Nullable LocalServer current;

  private boolean stopping;

  private int restarts;

  private int failures;

  private Instant startedAt = Instant.EPOCH;

  Supervised(Part part, Supplier<LocalServer> starter, Listener listener) {
    this.part = part;
    this.starter = starter;
    this.listener = listener;
  }

  Part part() {
    return part;
  }

  /** Starts it for the first time. A failure is the caller's. */
  synchronized void start() {
    if (stopping) {
      return;
    }
    startedAt = Instant.now();
    var server = starter.get();
    current = server;
    listener.started(part, server.pid(), restarts);
    var _ =
        server.onExit().thenAccept(code -> Thread.ofVirtual().start(() -> recover(server, code)));
  }

  /** How often it has died and come back so far. */
  synchronized int restarts() {
    return restarts;
  }

  /** Stops it cleanly and for good. */
  void stop() {
    @Nullable LocalServer server;
    synchronized (this) {
      stopping = true;
      notifyAll();
      server = current;
    }
    if (server != null) {
      server.close();
    }
  }

  private void recover(LocalServer died, int code) {
    for (int lastCode = code; ; lastCode = -1) {
      if (!pauseAfterDeath(died, lastCode)) {
        return;
      }
      try {
        start();
        return;
      } catch (ServerNotReady | UncheckedIOException e) {
        // Said and waited for in the next round.
      }
    }
  }

  private synchronized boolean pauseAfterDeath(LocalServer died, int code) {
    if (stopping || !Objects.equals(current, died)) {
      return false;
    }
    failures = Backoff.failures(failures, Duration.between(startedAt, Instant.now()));
    restarts++;
    var pause = Backoff.after(failures);
    listener.died(part, code, pause);
    try {
      var deadline = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos();
          left > 0 && !stopping;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !stopping;
  }

  /** Completed when nothing is left to stop; for callers that stop several at once. */
  CompletableFuture<Void> stopLater() {
    return CompletableFuture.runAsync(this::stop, task -> Thread.ofVirtual().start(task));
  }
}
