package dev.tributary.acceptance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command {@code ./tributary}, run as a newcomer would, with a home of its own. */
public final class Tributary {

  /** What a command printed and how it ended. */
  public record Answer(int exitCode, String output) {

    /** This answer, if the command went well. */
    public Answer orFail() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + ":\n" + output);
      }
      return this;
    }
  }

  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final int MOST_MINUTES = 5;

  private final Path home;
  private final Map<String, String> environment;

  public Tributary(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /** Runs one command to its end. */
  public Answer run(String... arguments) {
    var command = new ArrayList<>(List.of(ROOT.resolve("tributary").toString()));
    command.addAll(List.of(arguments));
    try {
      var output = Files.createTempFile("tributary-", ".out");
      var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("TRIBUTARY_HOME", home.toString());
      builder.environment().put("TRIBUTARY_AOT", "never"); // Stories need the machine themselves.
      var process = builder.start();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + command + "\n" + Files.readString(output));
      }
      var answer = new Answer(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What {@code status --json} says. */
  public JsonNode status() {
    try {
      return new ObjectMapper().readTree(run("status", "--json").output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The admin token that {@code up} made. */
  public String token() {
    try {
      return Files.readString(home.resolve("token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path home() {
    return home;
  }
}
