package dev.tributary.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names a process on disk so that a later run can find it again, by pid and time of birth.
 *
 * <p>A pid alone proves nothing after a crash: the system may have given it to another program. A
 * process counts as the one that was written only if it was also born at the same moment.
 */
public record PidFile(Path path) {

  /** Linux derives a birth from a boot time in whole seconds, which clock adjustments move. */
  private static final Duration BIRTH_TOLERANCE = Duration.ofSeconds(2);

  private static final Duration POLITE = Duration.ofSeconds(5);

  /** Writes who {@code process} is, replacing what was there in one step. */
  public void write(ProcessHandle process) {
    var birth = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      var fresh = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(fresh, process.pid() + " " + birth + "\n");
      Files.move(
          fresh,
          path,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that was written, if it is still running; empty for any file that is not ours. */
  public Optional<ProcessHandle> running() {
    try {
      var words = Files.readString(path).strip().split(" ", -1);
      if (words.length != 2) {
        return Optional.empty();
      }
      var birth = Instant.ofEpochMilli(Long.parseLong(words[1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> bornAt(birth, process));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the process that was written, if it still runs: asks first, then kills. */
  public void endLeftover() {
    running().ifPresent(PidFile::end);
    delete();
  }

  /** Forgets the process. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean bornAt(Instant birth, ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(birth, actual).abs().compareTo(BIRTH_TOLERANCE) <= 0)
        .orElse(false);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    if (!gone(process)) {
      process.destroyForcibly();
      gone(process);
    }
  }

  private static boolean gone(ProcessHandle process) {
    try {
      process.onExit().get(POLITE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
