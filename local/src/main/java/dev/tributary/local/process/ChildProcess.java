package dev.tributary.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program run as a child that cannot outlive its parent, however the parent dies.
 *
 * <p>The program is started through a shell that leaves a small watcher behind on the other end of
 * a pipe. When {@link #stop()} says so there, or when the pipe closes because this process was
 * killed, the watcher signals the program, and kills it when it does not obey in time. The program
 * has a session of its own, so a Ctrl-C at the terminal reaches only the parent, which can then
 * stop its children in the order it wants.
 */
public final class ChildProcess {

  /** How a program is told to stop. */
  public enum StopSignal {
    TERM,
    /** PostgreSQL's "fast" shutdown, which does not wait for clients. */
    INT
  }

  /**
   * What to run.
   *
   * @param arguments the program and its arguments
   * @param environment variables besides the inherited ones
   * @param directory to run it in, made if absent
   * @param log file that gets everything the program prints, appended
   * @param pidFile where the program's identity is kept while it runs
   * @param stopSignal how it is told to stop
   */
  public record Command(
      List<String> arguments,
      Map<String, String> environment,
      Path directory,
      Path log,
      Path pidFile,
      StopSignal stopSignal) {

    public Command {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  private static final long LARGE_LOG_BYTES = 16L << 20;

  private static final int GRACE_SECONDS = 20;

  private static final String WATCHED =
      """
      signal=$1; patience=$2; shift 2
      program=$$
      exec 3<&0
      (
        read -r order <&3
        if [ "$order" = released ]; then exit 0; fi
        kill -s "$signal" "$program"
        (
          waited=0
          while kill -0 "$program" && [ "$waited" -lt "$patience" ]; do
            sleep 1
            waited=$((waited + 1))
          done
          kill -0 "$program" && kill -s KILL "$program"
        ) 3<&- &
        if read -r order <&3; then kill $!; fi
      ) </dev/null >/dev/null 2>&1 &
      exec "$@" </dev/null 3<&-
      """;

  private final Process process;

  private final PidFile pidFile;

  private final Path log;

  private final Instant started = Instant.now();

  private ChildProcess(Process process, PidFile pidFile, Path log) {
    this.process = process;
    this.pidFile = pidFile;
    this.log = log;
  }

  /** Starts a program, having first ended the one that an earlier run may have left behind. */
  public static ChildProcess start(Command command) {
    var pidFile = new PidFile(command.pidFile());
    pidFile.endLeftover();
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      Files.createDirectories(command.directory());
      setLargeLogAside(command.log());
      var builder =
          new ProcessBuilder(watched(command))
              .directory(command.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      builder.environment().putAll(command.environment());
      var child = new ChildProcess(builder.start(), pidFile, command.log());
      pidFile.write(child.process.toHandle());
      var _ = child.process.onExit().thenRun(child::release);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.arguments().getFirst(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Instant started() {
    return started;
  }

  /** The file that holds what the program printed. */
  public Path log() {
    return log;
  }

  /** Completed with the exit code when the program ends, for whatever reason. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Tells the program to stop and waits until it has; kills it when it takes too long. */
  public void stop() {
    if (process.isAlive()) {
      tell("stop");
      await(Duration.ofSeconds(GRACE_SECONDS + 5));
    }
    kill();
  }

  /** Kills the program as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
    pidFile.delete();
  }

  private void await(Duration patience) {
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the watcher go without a signal: the pid may soon belong to somebody else. */
  private void release() {
    tell("released");
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // Closed is what was wanted.
    }
  }

  private void tell(String order) {
    try {
      process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException _) {
      // Nobody reads any more: the watcher has gone, because the program has or by force.
    }
  }

  private static List<String> watched(Command command) {
    var line = new ArrayList<String>(OwnSession.prefix());
    line.addAll(List.of("sh", "-c", WATCHED, "tributary-watch"));
    line.addAll(List.of(command.stopSignal().name(), Integer.toString(GRACE_SECONDS)));
    line.addAll(command.arguments());
    return line;
  }

  private static void setLargeLogAside(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
      var old = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
