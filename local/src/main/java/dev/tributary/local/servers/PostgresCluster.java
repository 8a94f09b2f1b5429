package dev.tributary.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The directory of one PostgreSQL and the commands that work on it.
 *
 * @param home holds {@code data} and everything else of this server
 * @param binaries where PostgreSQL's programs are
 * @param unprivileged how to run them
 */
record PostgresCluster(Path home, Path binaries, Unprivileged unprivileged) {

  private static final Duration POLITE = Duration.ofSeconds(5);

  /** The cluster in {@code home}, run in the way that works for this user on this machine. */
  static PostgresCluster in(Path home) throws IOException {
    var unprivileged = Unprivileged.find(home);
    var binaries =
        unprivileged.isAnotherUser() ? Executables.postgresIn(home) : Executables.postgres(home);
    unprivileged.own(home);
    return new PostgresCluster(home, binaries, unprivileged);
  }

  /** Makes the cluster unless that is done; what an interrupted attempt left is thrown away. */
  void initialize(String password) throws IOException {
    var initialized = home.resolve("initialized");
    if (Files.exists(initialized)) {
      return;
    }
    Trees.delete(data());
    var passwordFile = Files.writeString(home.resolve("password"), password + "\n");
    try {
      unprivileged.own(home);
      run(
          List.of(
              program("initdb"),
              "--pgdata=" + data(),
              "--username=postgres",
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--locale=C.UTF-8",
              "--no-instructions"));
    } finally {
      Files.delete(passwordFile);
    }
    Files.writeString(initialized, "");
  }

  /**
   * Deals with the lock file of a server that was killed.
   *
   * <p>PostgreSQL sees by itself that the pid in it is dead, but not that it belongs to another
   * program by now. The file is not deleted in that case, because PostgreSQL also finds through it
   * whether backends still use the old memory; instead it gets this process's pid, which PostgreSQL
   * never takes for a competitor: it is that of its parent.
   */
  void disownStaleLock() throws IOException {
    var lock = data().resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    var lines = new ArrayList<>(Files.readAllLines(lock));
    var owner = lines.isEmpty() ? Optional.<ProcessHandle>empty() : process(lines.getFirst());
    if (owner.isEmpty()) {
      return;
    }
    if (servesThis(owner.get())) {
      end(owner.get());
      return;
    }
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(lock, lines);
  }

  /** The command that serves this cluster in the foreground. */
  List<String> serverCommand(List<String> settings) {
    var line = new ArrayList<>(unprivileged.prefix());
    line.addAll(List.of(program("postgres"), "-D", data().toString()));
    settings.forEach(setting -> line.addAll(List.of("-c", setting)));
    return line;
  }

  private Path data() {
    return home.resolve("data");
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  private void run(List<String> command) throws IOException {
    var line = new ArrayList<>(unprivileged.prefix());
    line.addAll(command);
    var log = home.resolve("initdb.log");
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    try {
      var code = builder.start().waitFor();
      if (code != 0) {
        throw new ServerNotReady("initdb ended with code " + code + ": " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerNotReady("interrupted while PostgreSQL's directory was made");
    }
  }

  private static Optional<ProcessHandle> process(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessHandle::isAlive);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean servesThis(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(Stream::of)
        .anyMatch(argument -> argument.equals(data().toString()));
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(POLITE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
