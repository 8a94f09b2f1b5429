package dev.tributary.local.suite;

import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.process.ChildProcess;
import dev.tributary.local.process.ChildProcess.StopSignal;
import dev.tributary.local.servers.Ports;
import dev.tributary.local.servers.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes the AOT caches of services that have none, so that they start faster from then on. Each is
 * run once more, one after the other and at the lowest priority, on a port of its own where no
 * other part of any suite can be reached; what the run leaves is then made into the cache.
 */
public final class AotTraining implements AutoCloseable {

  /** The suite is up by then, and has done what it does first. */
  private static final Duration LATER = Duration.ofSeconds(20);

  /** After a service listens: what it does by itself then belongs to a start, too. */
  private static final Duration AFTER_START = Duration.ofSeconds(8);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Home home;
  private final Duration later;
  private final Duration afterStart;
  private final Thread thread;

  /** Makes nothing before {@link #start}. */
  public AotTraining(Home home) {
    this(home, LATER, AFTER_START);
  }

  AotTraining(Home home, Duration later, Duration afterStart) {
    this.home = home;
    this.later = later;
    this.afterStart = afterStart;
    this.thread = Thread.ofPlatform().daemon().name("aot-training").unstarted(this::run);
  }

  /** Starts it in the background. */
  public void start() {
    thread.start();
  }

  /** Ends what is under way; it is begun anew another time. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      TimeUnit.MILLISECONDS.sleep(later.toMillis());
      for (var service : Part.services()) {
        train(service);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      System.err.println("AOT caches cannot be made, so services start as slowly as before: " + e);
    }
  }

  /**
   * Makes the cache of a service, unless it has one or its directory is not to be written.
   *
   * @return whether it has one now
   */
  public boolean train(Part service) throws IOException, InterruptedException {
    var jar = home.jar(service);
    if (!ServiceJvm.hasCache(jar) && Files.isWritable(jar.getParent())) {
      var room = new Home(home.root(), home.state().resolve("training"));
      Trees.delete(room.state());
      try {
        makeCache(service, room);
      } finally {
        Trees.delete(room.state());
      }
    }
    return ServiceJvm.hasCache(jar);
  }

  private void makeCache(Part service, Home room) throws IOException, InterruptedException {
    var jar = home.jar(service);
    var recorded = room.data(service).resolve("recorded");
    var configuration = "-XX:AOTConfiguration=" + recorded;
    int port = Ports.free();
    var recording = start(service, room, port, List.of("-XX:AOTMode=record", configuration));
    try {
      if (await(recording, () -> Ports.answers(port))) {
        TimeUnit.MILLISECONDS.sleep(afterStart.toMillis());
        recording.stop();
      }
    } finally {
      recording.kill();
    }
    if (!Files.exists(recorded)) {
      return; // It died, or was too slow to write it down.
    }
    var made = room.data(service).resolve("made");
    var making =
        start(
            service,
            room,
            port,
            List.of("-XX:AOTMode=create", configuration, "-XX:AOTCache=" + made));
    try {
      if (await(making, () -> !making.isAlive()) && making.onExit().join() == 0) {
        put(made, ServiceJvm.cache(jar));
      }
    } finally {
      making.kill();
    }
  }

  /** Whole or not at all, also from another file system. */
  private static void put(Path made, Path cache) throws IOException {
    var fresh = cache.resolveSibling(cache.getFileName() + ".new");
    Files.move(made, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private ChildProcess start(Part service, Home room, int port, List<String> options) {
    var line = new ArrayList<>(List.of("nice", "-n", "19"));
    line.addAll(ServiceJvm.plainCommand(home.jar(service), options));
    return ChildProcess.start(
        new ChildProcess.Command(
            line,
            ServiceProcess.environment(service, room, alone(service, port), "nobody asks"),
            room.data(service),
            home.state().resolve("logs").resolve("aot-training.log"),
            room.pidFile(service).path(),
            StopSignal.TERM));
  }

  /** Returns whether it came true before the process ended and patience did. */
  private static boolean await(ChildProcess process, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        return condition.getAsBoolean();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    return true;
  }

  /** All others have a port that only the system may listen on, and nothing does. */
  private static PortPlan alone(Part service, int port) {
    var ports = new EnumMap<Part, Integer>(Part.class);
    int closed = 1;
    for (var part : Part.values()) {
      ports.put(part, part == service ? port : closed++);
    }
    return new PortPlan(ports);
  }
}
