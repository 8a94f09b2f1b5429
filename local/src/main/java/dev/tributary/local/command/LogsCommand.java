package dev.tributary.local.command;

import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Part;
import dev.tributary.local.suite.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the parts of the suite printed. */
@Command(name = "logs", description = "Shows the end of the logs, of all parts or of one.")
final class LogsCommand implements Callable<Integer> {

  private static final long TAIL_BYTES = 16_384;

  @Parameters(
      arity = "0..1",
      paramLabel = "PART",
      description = "ingest, governance, identity, audience, router, kafka, postgres, redis.")
  String part = "";

  @Option(names = "-f", description = "Goes on showing what is added, until Ctrl-C.")
  boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var files = files(Home.find());
    var shown = new LinkedHashMap<String, Long>();
    for (var file : files.entrySet()) {
      shown.put(file.getKey(), Math.max(0, size(file.getValue()) - TAIL_BYTES));
    }
    do {
      for (var file : files.entrySet()) {
        var from = shown.getOrDefault(file.getKey(), 0L);
        shown.put(file.getKey(), show(file.getKey(), file.getValue(), from));
      }
      if (follow) {
        TimeUnit.MILLISECONDS.sleep(300);
      }
    } while (follow);
    return 0;
  }

  private Map<String, Path> files(Home home) {
    List<Part> parts = new ArrayList<>(Arrays.asList(Part.values()));
    parts.remove(Part.SINK);
    if (!part.isEmpty()) {
      parts =
          List.of(
              Part.labelled(part).orElseThrow(() -> new InvalidInput("No part is called " + part)));
    }
    var files = new LinkedHashMap<String, Path>();
    parts.stream()
        .filter(wanted -> Files.exists(home.log(wanted)))
        .forEach(wanted -> files.put(wanted.label(), home.log(wanted)));
    if (files.isEmpty()) {
      throw new InvalidInput("There are no logs in " + home.state() + ".");
    }
    return files;
  }

  /** Prints whole lines only and returns where the next one begins. */
  private long show(String label, Path log, long from) throws IOException {
    var start = from > size(log) ? 0 : from; // set aside and begun anew
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      var end = text.lastIndexOf('\n') + 1;
      new String(bytes, 0, end, StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> System.out.println(part.isEmpty() ? label + " | " + line : line));
      return start + end;
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
