package dev.tributary.local.command;

import dev.tributary.local.client.Applying;
import dev.tributary.local.domain.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a definition. */
@Command(name = "delete", description = "Deletes a definition.")
final class DeleteCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KIND", description = "For instance Audience.")
  String kind = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Which one.")
  String name = "";

  @Override
  public Integer call() throws IOException {
    var meant = Kind.meantBy(kind);
    var answer = Running.require().admin().delete(meant, name);
    if (!answer.isSuccess()) {
      System.err.println(Applying.reason(answer));
      answer
          .body()
          .path("violations")
          .forEach(violation ->
              System.err.println(
                  "  "
                      + violation.path("path").asText()
                      + ": "
                      + violation.path("reason").asText()));
      return 1;
    }
    System.out.println(meant.kindName() + "/" + name + " deleted");
    return 0;
  }
}
