package dev.tributary.connectors.domain.page;

import dev.tributary.connectors.domain.definition.Connector;
import java.util.List;

/** The page that lists all connectors. */
public final class IndexPage {

  private IndexPage() {}

  /** The page's text, with a row for each connector in the order given. */
  public static String of(List<Connector> connectors) {
    return new Markdown()
        .block(ConnectorPage.NOTE)
        .block("# Connectors: " + connectors.size() + " tools")
        .block(
            "What each asks, sends and keeps to. How they are written: [connectors](../connectors.md); how a destination"
                + " names one: [router](../router.md). What of it the router keeps to already is said in the former.")
        .block(ConnectorPage.UNTRIED)
        .table(
            List.of("connector", "what it does", "category", "actions", "lists"),
            connectors.stream().map(IndexPage::row).toList())
        .build();
  }

  private static List<String> row(Connector connector) {
    var about = connector.about();
    return List.of(
        "[" + Markdown.plain(about.title()) + "](" + about.name() + ".md)",
        Markdown.plain(about.description()),
        String.join(", ", about.categories()),
        Markdown.literals(List.copyOf(connector.actions().keySet())),
        connector.audience().map(audience -> Markdown.plain(audience.title())).orElse(""));
  }
}
