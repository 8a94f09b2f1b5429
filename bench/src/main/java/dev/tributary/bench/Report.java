package dev.tributary.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark found, line by line: printed at once, written to a file at the end. */
final class Report {

  private final String name;
  private final List<String> lines = new ArrayList<>();

  Report(Bench bench) {
    this.name = bench.name();
    lines.add("# " + bench.name());
    lines.add("");
    lines.add(bench.question());
    lines.add("");
    lines.add("Java %s, %d cores.".formatted(Runtime.version(), cores()));
    lines.add("");
  }

  /** Adds a line. */
  @FormatMethod
  void line(String format, Object... arguments) {
    var line = format.formatted(arguments);
    System.out.println(line);
    lines.add(line);
  }

  /** Writes all lines to {@code <folder>/<name>.md}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve(name + ".md");
    Files.write(file, lines);
    System.out.println("written to " + file);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
