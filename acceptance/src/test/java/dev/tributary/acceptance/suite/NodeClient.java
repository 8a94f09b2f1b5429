package dev.tributary.acceptance.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of {@code acceptance/clients} that uses an SDK from npm as published. */
public final class NodeClient {

  private static final Path CLIENTS =
      Path.of(System.getProperty("tributary.root"), "acceptance", "clients");
  private static final int OLDEST_NODE = 18;
  private static final int MOST_SECONDS = 60;

  private final Path script;

  private NodeClient(Path script) {
    this.script = script;
  }

  /**
   * The program, or the end of a test that cannot run here.
   *
   * @param script such as {@code segment-node.mjs}
   * @param sdk the npm package it needs
   */
  public static NodeClient orSkip(String script, String sdk) {
    int node = version();
    Assumptions.assumeTrue(
        node >= OLDEST_NODE, "needs node " + OLDEST_NODE + " or newer in PATH; found " + node);
    Assumptions.assumeTrue(
        Files.isDirectory(CLIENTS.resolve("node_modules").resolve(sdk)),
        sdk + " is not installed: run npm ci in acceptance/clients");
    return new NodeClient(CLIENTS.resolve(script));
  }

  /** Runs it to its end, which has to be a good one, and returns the lines it printed. */
  public List<String> run(String... arguments) {
    var command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(List.of(arguments));
    return run(command).orFail().output().lines().toList();
  }

  /** The major version of node; 0 if there is none. */
  private static int version() {
    try {
      var version = run(List.of("node", "--version")).orFail().output();
      return Integer.parseInt(version.substring(1, version.indexOf('.')));
    } catch (UncheckedIOException _) {
      return 0;
    }
  }

  private static Tributary.Answer run(List<String> command) {
    try {
      var output = Files.createTempFile("client-", ".out");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hangs: " + command + "\n" + Files.readString(output));
      }
      var answer = new Tributary.Answer(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
