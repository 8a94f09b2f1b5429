package dev.tributary.router.testing;

import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.DestinationReader;
import java.nio.charset.StandardCharsets;

/** Reads destinations as users write them. */
public final class Specs {

  private Specs() {}

  /** The destination, or what is wrong with it. */
  public static Checked<Destination> read(String name, String spec) {
    var json = JsonText.parseObject(spec.getBytes(StandardCharsets.UTF_8));
    return DestinationReader.read(name, json, ConnectorLibrary.SHIPPED);
  }

  /** A destination with which nothing is wrong. */
  public static Destination valid(String name, String spec) {
    return switch (read(name, spec)) {
      case Checked.Valid<Destination>(var destination) -> destination;
      case Checked.Invalid<Destination>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }
}
