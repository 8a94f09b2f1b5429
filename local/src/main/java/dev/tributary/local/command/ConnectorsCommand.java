package dev.tributary.local.command;

import dev.tributary.local.suite.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Hands over to the commands of the module {@code connectors}, in a JVM of their own: they need the
 * languages of {@code platform}, which the launcher does without. All words after {@code
 * connectors} are theirs, options and {@code help} included, and so is the exit code.
 */
@Command(
    name = "connectors",
    description = "Lists, checks, tries and makes connectors: connectors help.")
final class ConnectorsCommand implements Callable<Integer> {

  @Unmatched List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var root = Home.find().root();
    var target = root.resolve("connectors/target");
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.add("-Dtributary.root=" + root);
    line.addAll(
        List.of(
            "-cp",
            target.resolve("tributary-connectors-0.1.0-SNAPSHOT.jar")
                + File.pathSeparator
                + target.resolve("lib")
                + "/*",
            "dev.tributary.connectors.tool.Main"));
    line.addAll(arguments);
    return new ProcessBuilder(line).inheritIO().start().waitFor();
  }
}
