package dev.tributary.local.command;

import dev.tributary.local.client.ImportClient;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a file of past events into a source. */
@Command(
    name = "import",
    description = "Takes a file of past events, NDJSON or CSV, into a source.")
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "An event a line, or a row.")
  Path file = Path.of("");

  @Option(names = "--source", required = true, paramLabel = "NAME", description = "Whose they are.")
  String source = "";

  @Option(
      names = "--format",
      paramLabel = "ndjson|csv",
      description = "As the file's name ends, if it is not given.")
  Optional<String> format = Optional.empty();

  @Option(names = "--resume", paramLabel = "ID", description = "Goes on with an import.")
  Optional<String> resumed = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw new InvalidInput(file + " cannot be read");
    }
    var running = Running.require();
    var known = format.orElse(file.toString().endsWith(".csv") ? "csv" : "ndjson");
    new ImportClient(
            running.suite().portPlan().http(Part.INGEST), running.home().token(), System.out)
        .send(file, source, known, resumed);
    return 0;
  }
}
