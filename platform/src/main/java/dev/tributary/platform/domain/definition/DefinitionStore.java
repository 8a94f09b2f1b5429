package dev.tributary.platform.domain.definition;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every version of the definitions a service owns. All methods block, and throw {@link
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface DefinitionStore {

  /** The newest version if it is not a deletion. */
  Optional<Definition> current(DefinitionKey key);

  /** The current definitions of a kind, by name. */
  List<Definition> all(Kind kind);

  /** Every version there ever was, newest first; empty if there never was one. */
  List<DefinitionVersion> versions(DefinitionKey key);

  /**
   * Does what {@link DefinitionChange#decide} says, durably, in one transaction. Changes of one
   * definition happen one after the other, whoever makes them.
   */
  ChangeOutcome apply(DefinitionChange change);

  /** What was changed but not yet published, in the order of the changes. */
  List<DefinitionKey> unpublished();

  /**
   * Publishes the newest version of a definition unless that was done, and remembers that it was.
   * Nobody else changes or publishes that definition meanwhile. A crash after publishing and before
   * remembering publishes the same version once more, later.
   *
   * @param publish returns when the version is durably published, throws if it may not be
   */
  void publish(DefinitionKey key, Consumer<DefinitionVersion> publish);

  /** Forgets that a definition was published, so that it is published again. */
  void republish(DefinitionKey key);

  /** The newest version of everything there is, deletions included. */
  List<DefinitionVersion> newest();
}
