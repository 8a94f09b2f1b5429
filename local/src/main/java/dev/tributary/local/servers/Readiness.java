package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a freshly started server. */
final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long PAUSE_MILLIS = 30;

  private Readiness() {}

  /**
   * Returns when {@code ready} says so.
   *
   * @throws ServerNotReady when the process ends first or takes too long; it is then killed
   */
  static void await(String server, ChildProcess process, BooleanSupplier ready) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new ServerNotReady(server, "ended with code " + process.onExit().join(), process);
      }
      if (System.nanoTime() > deadline) {
        process.kill();
        throw new ServerNotReady(
            server, "was not ready within " + PATIENCE.toSeconds() + " s", process);
      }
      pause(process);
    }
  }

  private static void pause(ChildProcess process) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      process.kill();
      Thread.currentThread().interrupt();
      throw new ServerNotReady("interrupted while waiting for a server");
    }
  }
}
