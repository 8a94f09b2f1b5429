package dev.tributary.local.suite;

import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.servers.KafkaServer;
import dev.tributary.local.servers.LocalServer;
import dev.tributary.local.servers.PostgresServer;
import dev.tributary.local.servers.RedisServer;
import dev.tributary.local.servers.ServerNotReady;
import dev.tributary.local.servers.Topics;
import dev.tributary.local.servers.Trees;
import dev.tributary.local.suite.SuiteRecord.Phase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts the whole suite and keeps it running: servers first, then the services; the other way
 * round when it stops.
 *
 * <p>Whatever an earlier supervisor left, killed or not, is found through pid files and ended
 * before anything starts.
 */
public final class Supervisor {

  /** Partitions of each data topic on a single machine. */
  private static final int PARTITIONS = 6;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int MOST_DEATHS = 3;

  private final Home home;

  private final PortPlan ports;

  private final PrintStream out;

  private final List<Supervised> servers = new ArrayList<>();

  private final List<Supervised> services = new ArrayList<>();

  private final Health health = new Health();

  private final AotTraining training;

  private final Instant begun = Instant.now();

  private SuiteRecord record;

  private boolean stopping;

  public Supervisor(Home home, PortPlan ports, PrintStream out) {
    this.home = home;
    this.ports = ports;
    this.out = out;
    this.training = new AotTraining(home);
    this.record =
        new SuiteRecord(
            ProcessHandle.current().pid(),
            Phase.STARTING,
            begun.toEpochMilli(),
            ports.ports(),
            Map.of());
  }

  /**
   * Returns when everything is ready; from then on the suite looks after itself.
   *
   * @param fresh whether to throw all data away first
   * @throws InvalidInput when something the user can change stands in the way
   * @throws ServerNotReady when a part does not come up; whatever did is then stopped
   */
  public void start(boolean fresh) throws IOException {
    home.create();
    var lock = SuiteLock.take(home);
    home.supervisor().write(ProcessHandle.current());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(lock), "stop"));
    for (var part : Part.values()) {
      home.pidFile(part).endLeftover();
    }
    if (fresh) {
      Trees.delete(home.state().resolve("data"));
    }
    requireFreePorts();
    requireJars();
    remember(record);
    startServers();
    Topics.create("127.0.0.1:" + ports.of(Part.KAFKA), PARTITIONS);
    startServices();
  }

  /** Writes down that the suite is ready. Whoever waits for that finds everything said before. */
  public synchronized void announceReady() {
    remember(record.with(Phase.READY));
    if (!stopping && !"never".equals(System.getenv("TRIBUTARY_AOT"))) {
      training.start();
    }
  }

  private void requireFreePorts() {
    var problems = new ArrayList<String>();
    for (var part : Part.values()) {
      var port = ports.of(part);
      if (part != Part.SINK && !PortOwner.isFree(port)) {
        var who =
            PortOwner.of(port)
                .map(process ->
                    process.info().command().orElse("a program") + ", pid " + process.pid())
                .orElse("another program");
        problems.add("Port %d, meant for %s, is taken by %s.".formatted(port, part.label(), who));
      }
    }
    if (!problems.isEmpty()) {
      problems.add(
          "Stop that program, or choose others: ./tributary up --port-offset 1000, or --port "
              + "NAME=NUMBER for a single one.");
      throw new InvalidInput(String.join("\n", problems));
    }
  }

  private void requireJars() {
    for (var service : Part.services()) {
      if (!Files.exists(home.jar(service))) {
        throw new InvalidInput(
            home.jar(service)
                + " is not there: build it with ./mvnw -DskipTests package, or let ./tributary up do it.");
      }
    }
  }

  private void startServers() throws IOException {
    home.token();
    supervise(
        servers,
        Part.KAFKA,
        () -> KafkaServer.start(home.data(Part.KAFKA), ports.of(Part.KAFKA), List.of()));
    supervise(
        servers,
        Part.POSTGRES,
        () ->
            PostgresServer.start(
                home.data(Part.POSTGRES),
                ports.of(Part.POSTGRES),
                ServiceProcess.DATABASE_PASSWORD,
                Part.services().stream().map(Part::label).toList()));
    supervise(
        servers, Part.REDIS, () -> RedisServer.start(home.data(Part.REDIS), ports.of(Part.REDIS)));
    awaitAll(servers.stream().map(part -> later(() -> startAndTell(part))).toList());
  }

  private void startServices() throws IOException {
    var token = home.token();
    for (var service : Part.services()) {
      supervise(services, service, () -> ServiceProcess.start(service, home, ports, token));
    }
    services.forEach(Supervised::start);
    awaitAll(services.stream().map(service -> later(() -> awaitReady(service))).toList());
  }

  private void supervise(
      List<Supervised> group, Part part, java.util.function.Supplier<LocalServer> starter) {
    synchronized (this) {
      group.add(new Supervised(part, starter, new Reporter()));
    }
  }

  private void startAndTell(Supervised part) {
    part.start();
    tellReady(part.part());
  }

  private void awaitReady(Supervised service) {
    var part = service.part();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    for (var answer = health.of(part, ports); !answer.ready(); answer = health.of(part, ports)) {
      if (service.restarts() >= MOST_DEATHS) {
        throw new InvalidInput(part.label() + " keeps dying.\n" + LastWords.of(home.log(part)));
      }
      if (System.nanoTime() > deadline) {
        throw new InvalidInput(
            "%s is not ready after %d s (%s).%n%s"
                .formatted(
                    part.label(),
                    PATIENCE.toSeconds(),
                    answer.why(),
                    LastWords.of(home.log(part))));
      }
      if (!sleep()) {
        return;
      }
    }
    tellReady(part);
  }

  private void tellReady(Part part) {
    var seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    out.printf(
        "  %-10s  ready on 127.0.0.1:%-5d  (%.1f s)%n", part.label(), ports.of(part), seconds);
  }

  /** Services first, so that they can hand over what they hold; then what they stand on. */
  private void stop(SuiteLock lock) {
    synchronized (this) {
      stopping = true;
      remember(record.with(Phase.STOPPING));
    }
    out.println("Stopping ...");
    training.close();
    stopAll(services);
    stopAll(servers);
    synchronized (this) {
      remember(record.with(Phase.STOPPED));
    }
    home.supervisor().delete();
    lock.close();
    out.println("Stopped.");
  }

  private void stopAll(List<Supervised> group) {
    List<Supervised> all;
    synchronized (this) {
      all = List.copyOf(group);
    }
    CompletableFuture.allOf(
            all.stream().map(Supervised::stopLater).toArray(CompletableFuture[]::new))
        .join();
  }

  private synchronized void remember(SuiteRecord next) {
    record = next;
    record.write(home.record());
  }

  private static CompletableFuture<Void> later(Runnable task) {
    return CompletableFuture.runAsync(task, run -> Thread.ofVirtual().start(run));
  }

  private static void awaitAll(List<CompletableFuture<Void>> tasks) {
    try {
      CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static boolean sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(150);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Writes down and tells what happens to processes. */
  private final class Reporter implements Supervised.Listener {

    @Override
    public void started(Part part, long pid, int restarts) {
      synchronized (Supervisor.this) {
        remember(
            record.with(part, new SuiteRecord.Entry(pid, Instant.now().toEpochMilli(), restarts)));
      }
      if (restarts > 0) {
        out.printf("%s runs again (pid %d).%n", part.label(), pid);
      }
    }

    @Override
    public void died(Part part, int code, Duration pause) {
      synchronized (Supervisor.this) {
        if (stopping) {
          return;
        }
      }
      out.printf(
          "%s ended with code %d; starting it again in %d s. Its log: %s%n",
          part.label(), code, pause.toSeconds(), home.log(part));
    }
  }
}
