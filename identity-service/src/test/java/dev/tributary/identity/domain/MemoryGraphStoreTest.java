package dev.tributary.identity.domain;

import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileIds;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

class MemoryGraphStoreTest extends GraphStoreContract {

  private final MemoryGraphStore store = new MemoryGraphStore();

  @Override
  protected GraphStore store() {
    return store;
  }

  @Override
  protected ProfileIds ids() {
    return Histories.IDS;
  }

  @Override
  protected Set<NaiveModel.Person> persons(Collection<Identifier> identifiers) {
    return store.persons().stream()
        .filter(person -> person.identifiers().stream().anyMatch(identifiers::contains))
        .collect(Collectors.toSet());
  }
}
