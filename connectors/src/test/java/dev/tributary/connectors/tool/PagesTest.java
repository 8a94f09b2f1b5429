package dev.tributary.connectors.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The pages in {@code docs/connectors} are those that the connectors' files make. */
class PagesTest {

  @Test
  void areUpToDateElseRunTributaryConnectorsDocs() throws IOException {
    // Given
    var checkout = Checkout.find();

    // When
    var made = DocsCommand.pages(new Shelf(checkout));
    var there = new TreeMap<String, String>();
    try (var files = Files.list(checkout.docs())) {
      for (var file : files.toList()) {
        there.put(file.getFileName().toString(), Files.readString(file));
      }
    }

    // Then
    assertThat(there.keySet()).containsExactlyInAnyOrderElementsOf(made.keySet());
    assertThat(there)
        .allSatisfy((name, text) -> assertThat(text).as(name).isEqualTo(made.get(name)));
  }
}
