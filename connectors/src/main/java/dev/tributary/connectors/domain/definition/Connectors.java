package dev.tributary.connectors.domain.definition;

import java.util.List;
import java.util.Optional;

/** The connectors there are. */
public interface Connectors {

  /** All names, in their order. */
  List<String> names();

  /** The connector of a name; empty where there is none. */
  Optional<Connector> find(String name);
}
