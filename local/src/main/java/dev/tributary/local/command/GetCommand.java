package dev.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.tributary.local.client.Applying;
import dev.tributary.local.domain.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows definitions that are in force. */
@Command(name = "get", description = "Lists the definitions of a kind, or prints one as YAML.")
final class GetCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KIND", description = "For instance Audience or audiences.")
  String kind = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "All without it.")
  String name = "";

  @Override
  public Integer call() throws IOException {
    var meant = Kind.meantBy(kind);
    var answer = Running.require().admin().get(meant, name);
    if (!answer.isSuccess()) {
      System.err.println(Applying.reason(answer));
      return 1;
    }
    if (name.isEmpty()) {
      System.out.printf("%-32s %7s  %-10s  %s%n", "NAME", "VERSION", "ORIGIN", "CHANGED");
      answer.body().path("items").forEach(GetCommand::printRow);
    } else {
      var yaml =
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER);
      System.out.print(new ObjectMapper(yaml).writeValueAsString(answer.body()));
    }
    return 0;
  }

  private static void printRow(JsonNode item) {
    var metadata = item.path("metadata");
    System.out.printf(
        Locale.ROOT,
        "%-32s %7d  %-10s  %s%n",
        metadata.path("name").asText(),
        metadata.path("version").asLong(),
        metadata.path("origin").asText(),
        metadata.path("changedAt").asText());
  }
}
