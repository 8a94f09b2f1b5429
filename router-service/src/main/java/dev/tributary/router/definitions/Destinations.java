package dev.tributary.router.definitions;

import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.DestinationReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The destinations that are defined, as far as this release can read them. */
@ApplicationScoped
public class Destinations {

  private final DefinitionsFeed feed;

  Destinations(DefinitionsFeed feed) {
    this.feed = feed;
  }

  /** The one of a name, as far as definitions have been read; empty also where it is unreadable. */
  public Optional<Destination> find(String name) {
    return feed.find(new DefinitionKey(Kind.DESTINATION, name)).flatMap(Destinations::of);
  }

  /** What a definition says; empty where this release cannot read it. */
  public static Optional<Destination> of(Definition definition) {
    var name = definition.key().name();
    return switch (DestinationReader.read(name, definition.spec(), ConnectorLibrary.SHIPPED)) {
      case Checked.Valid<Destination>(var destination) -> Optional.of(destination);
      case Checked.Invalid<Destination> _ -> Optional.empty();
    };
  }
}
