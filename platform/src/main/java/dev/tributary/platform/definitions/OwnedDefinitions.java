package dev.tributary.platform.definitions;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.ChangeOutcome;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionChange;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.DefinitionPublisher;
import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Kind;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The definitions of the kinds this service owns. A change is stored, then published, then
 * answered. A crash after storing leaves it unpublished until {@link Outbox} finds it; so does
 * Kafka's absence, of which the caller is told.
 */
@ApplicationScoped
public class OwnedDefinitions {

  private final Map<Kind, OwnedKind> owned;
  private final DefinitionStore store;
  private final DefinitionPublisher publisher;

  OwnedDefinitions(
      @All List<OwnedKind> owned, DefinitionStore store, DefinitionPublisher publisher) {
    this.owned = owned.stream().collect(Collectors.toMap(OwnedKind::kind, Function.identity()));
    this.store = store;
    this.publisher = publisher;
  }

  /** The kind of that plural, where this service owns it. */
  public Optional<OwnedKind> kind(String plural) {
    return Kind.pluralNamed(plural).flatMap(kind -> Optional.ofNullable(owned.get(kind)));
  }

  public List<Definition> all(Kind kind) {
    return store.all(kind);
  }

  public Optional<Definition> current(DefinitionKey key) {
    return store.current(key);
  }

  /** Newest first; empty if there never was one. */
  public List<DefinitionVersion> versions(DefinitionKey key) {
    return store.versions(key);
  }

  /**
   * Stores and publishes. What is validated before may have changed since; the kinds' own checks
   * are not repeated here.
   *
   * @throws Unavailable if the store is away, and then nothing changed; or if Kafka is, and then
   *     the change is stored and comes into force by itself once Kafka is back
   */
  public ChangeOutcome apply(DefinitionChange change) {
    var outcome = store.apply(change);
    switch (outcome) {
      case ChangeOutcome.Changed _, ChangeOutcome.Same _, ChangeOutcome.Absent _ ->
          store.publish(change.key(), publisher::publish);
      case ChangeOutcome.ReadOnly _ -> {}
    }
    return outcome;
  }

  boolean none() {
    return owned.isEmpty();
  }
}
