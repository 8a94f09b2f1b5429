package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.page.ConnectorPage;
import dev.tributary.connectors.domain.page.IndexPage;
import dev.tributary.platform.domain.definition.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the pages of all connectors. */
@Command(
    name = "docs",
    description = "Writes docs/connectors: a page for each connector, and a list of them.")
final class DocsCommand implements Callable<Integer> {

  private final Checkout checkout;

  @Spec CommandSpec spec;

  DocsCommand(Checkout checkout) {
    this.checkout = checkout;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    if (!checkout.isThere()) {
      spec.commandLine().getErr().println("There are no sources here: " + checkout.connectors());
      return CommandLine.ExitCode.SOFTWARE;
    }
    var pages = pages(new Shelf(checkout));
    Files.createDirectories(checkout.docs());
    for (var page : pages.entrySet()) {
      Files.writeString(checkout.docs().resolve(page.getKey()), page.getValue());
    }
    int removed = removeOthers(pages);
    spec.commandLine()
        .getOut()
        .println(
            pages.size()
                + " pages written to "
                + checkout.root().relativize(checkout.docs())
                + (removed == 0 ? "" : ", " + removed + " removed"));
    return 0;
  }

  /**
   * The pages by file name.
   *
   * @throws IOException if a connector's file cannot be read, or is wrong
   */
  static Map<String, String> pages(Shelf shelf) throws IOException {
    var connectors = new ArrayList<Connector>();
    for (var name : shelf.names()) {
      switch (shelf.find(name)) {
        case Checked.Valid<Connector>(var connector) -> connectors.add(connector);
        case Checked.Invalid<Connector> _ ->
            throw new IOException(name + " is wrong; ./tributary connectors validate says why");
      }
    }
    var pages = new LinkedHashMap<String, String>();
    connectors.forEach(each -> pages.put(each.name() + ".md", ConnectorPage.of(each)));
    pages.put("README.md", IndexPage.of(connectors));
    return pages;
  }

  private int removeOthers(Map<String, String> pages) throws IOException {
    int removed = 0;
    try (var files = Files.list(checkout.docs())) {
      for (var file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
        if (!pages.containsKey(file.getFileName().toString())) {
          Files.delete(file);
          removed++;
        }
      }
    }
    return removed;
  }
}
