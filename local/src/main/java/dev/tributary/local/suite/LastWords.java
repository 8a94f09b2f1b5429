package dev.tributary.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log, for a message that explains why something does not run. */
final class LastWords {

  private static final int LINES = 20;

  private LastWords() {}

  static String of(Path log) {
    try (var lines = Files.lines(log)) {
      var all = lines.toList();
      var last = all.subList(Math.max(0, all.size() - LINES), all.size());
      return "Its log " + log + " ends with:\n" + String.join("\n", last);
    } catch (IOException | java.io.UncheckedIOException e) {
      return "Its log " + log + " cannot be read.";
    }
  }
}
