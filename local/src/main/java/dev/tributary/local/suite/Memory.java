package dev.tributary.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a process takes, with its children. */
public final class Memory {

  private static final long KIB = 1_024;

  private Memory() {}

  /** Resident bytes; memory that processes share is split between them where Linux tells how. */
  public static long of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).mapToLong(Memory::alone).sum();
  }

  /** The same without its children. */
  public static long alone(ProcessHandle process) {
    var proc = Path.of("/proc", Long.toString(process.pid()));
    if (!Files.isDirectory(proc)) {
      return fromPs(process.pid());
    }
    var share = kibibytes(proc.resolve("smaps_rollup"), "Pss:");
    return KIB * (share > 0 ? share : kibibytes(proc.resolve("status"), "VmRSS:"));
  }

  private static long kibibytes(Path file, String label) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // not ours to read, or gone
    }
  }

  private static long fromPs(long pid) {
    try {
      var process = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      var answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return answer.isEmpty() ? 0 : KIB * Long.parseLong(answer);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
