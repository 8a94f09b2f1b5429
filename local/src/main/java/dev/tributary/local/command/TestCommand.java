package dev.tributary.local.command;

import dev.tributary.local.suite.Home;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything that CI runs. What that is stands here and nowhere else. */
@Command(name = "test", description = "Runs every test there is, as CI does.")
final class TestCommand implements Callable<Integer> {

  /** Modules at once: tests of one wait for servers much of the time. */
  private static final String AT_ONCE = "--threads=2";

  private static final List<String> ALL =
      List.of(
          "verify", // Format, compile, test and package every module; the stories.
          "-Dtributary.native.sources", // Augment every service for a native executable, too.
          "-Dquarkus.grpc.codegen.skip=true"); // Contracts were generated for this launcher itself.

  @Option(
      names = "--thorough",
      description = "Plays every history of the model checks, not an eighth of them.")
  private boolean thorough;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var begun = Instant.now();
    if (run() != 0) {
      System.out.println("\nFAILED.");
      return 1;
    }
    var time = Duration.between(begun, Instant.now());
    System.out.printf("%nAll passed in %d min %d s.%n", time.toMinutes(), time.toSecondsPart());
    return 0;
  }

  private int run() throws IOException, InterruptedException {
    var root = Home.find().root();
    var line = new ArrayList<>(List.of(root.resolve("mvnw").toString(), "-B", "-ntp", AT_ONCE));
    line.addAll(ALL);
    line.add("-Dtributary.test.thorough=" + thorough);
    var builder = new ProcessBuilder(line).directory(root.toFile()).inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // The stories run ./tributary themselves, on what this build has just made.
    builder.environment().put("TRIBUTARY_BUILD", "never");
    builder.environment().remove("TRIBUTARY_HOME");
    return builder.start().waitFor();
  }
}
