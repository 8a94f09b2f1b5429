package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.platform.domain.definition.Checked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the connectors: a line each. */
@Command(name = "list", description = "Lists connectors: name, title, categories, actions.")
final class ListCommand implements Callable<Integer> {

  private static final String ROW = "%-26s %-26s %-24s %s%n";

  private final Checkout checkout;

  @Spec CommandSpec spec;

  ListCommand(Checkout checkout) {
    this.checkout = checkout;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    var shelf = new Shelf(checkout);
    var out = spec.commandLine().getOut();
    int code = 0;
    out.printf(ROW, "NAME", "TITLE", "CATEGORIES", "ACTIONS");
    for (var name : shelf.names()) {
      switch (shelf.find(name)) {
        case Checked.Valid<Connector>(var connector) ->
            out.printf(
                ROW,
                name,
                connector.about().title(),
                String.join(",", connector.about().categories()),
                String.join(",", actions(connector)));
        case Checked.Invalid<Connector> _ -> {
          out.printf("%-26s is wrong: ./tributary connectors validate says why%n", name);
          code = 1;
        }
      }
    }
    return code;
  }

  private static Iterable<String> actions(Connector connector) {
    var actions = new ArrayList<>(connector.actions().keySet());
    connector.audience().ifPresent(_ -> actions.add("(lists)"));
    return actions;
  }
}
