package dev.tributary.acceptance.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A second process of a service that runs already, with the same environment but for its own. */
public final class Replica implements AutoCloseable {

  private final Process process;

  private Replica(Process process) {
    this.process = process;
  }

  /**
   * Starts it as the first one was, as far as Linux tells.
   *
   * @param own what of the environment is this replica's alone
   * @param log where it writes
   */
  static Replica of(long pid, Map<String, String> own, Path log) throws IOException {
    var builder =
        new ProcessBuilder(words(pid, "cmdline"))
            .directory(Path.of("/proc", Long.toString(pid), "cwd").toRealPath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.clear();
    for (var variable : words(pid, "environ")) {
      int end = variable.indexOf('=');
      environment.put(variable.substring(0, end), variable.substring(end + 1));
    }
    environment.putAll(own);
    return new Replica(builder.start());
  }

  /** Ends it as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static List<String> words(long pid, String file) throws IOException {
    var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
    return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\0", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
