package dev.tributary.local.command;

import dev.tributary.local.client.Applying;
import dev.tributary.local.client.DefinitionFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the definitions of a file or directory into force. */
@Command(
    name = "apply",
    description = "Brings definitions into force. Exit code 1 if any is refused.")
final class ApplyCommand implements Callable<Integer> {

  @Option(
      names = "-f",
      required = true,
      paramLabel = "FILE|DIR",
      description = "YAML (one or more documents) or JSON; - reads standard input.")
  Path file = Path.of("-");

  @Override
  public Integer call() throws IOException {
    var documents = DefinitionFiles.read(file);
    return new Applying(Running.require().admin(), System.out).apply(documents) ? 0 : 1;
  }
}
