package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The connectors that a command works on: the files of the checkout as they are now, so that a
 * change needs no build; without a checkout those that were built in.
 */
record Shelf(Checkout checkout) {

  List<String> names() throws IOException {
    return checkout.isThere() ? checkout.names() : ConnectorLibrary.names();
  }

  /** A connector, or what is wrong with its file. */
  Checked<Connector> find(String name) throws IOException {
    if (!names().contains(name)) {
      return new Checked.Invalid<>(List.of(new Violation(name, "is no connector")));
    }
    return checkout.isThere()
        ? ConnectorLibrary.read(name, Files.readAllBytes(checkout.connector(name)))
        : new Checked.Valid<>(ConnectorLibrary.find(name).orElseThrow());
  }
}
