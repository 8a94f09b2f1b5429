package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The processor time of one process. Linux adds that of children that ended, without which a server
 * of many short-lived processes, such as PostgreSQL, would seem to use less as time goes on.
 */
final class ProcessorTime {

  /** Of {@code /proc/<pid>/stat}, counted behind the name: utime, stime, cutime, cstime. */
  private static final int FIRST_FIELD = 11;

  private static final int FIELDS = 4;

  /** {@code USER_HZ}, which Linux fixes for what it shows to users. */
  private static final int MILLIS_A_TICK = 10;

  private ProcessorTime() {}

  static Duration of(ProcessHandle process) {
    var stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      return read(Files.readString(stat));
    } catch (IOException _) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO); // not Linux, or gone
    }
  }

  /** Reads a line of {@code /proc/<pid>/stat}. The name stands in brackets and may hold blanks. */
  static Duration read(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = FIRST_FIELD; i < FIRST_FIELD + FIELDS; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return Duration.ofMillis(ticks * MILLIS_A_TICK);
  }
}
