package dev.tributary.platform.definitions;

import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import java.util.Set;

/**
 * Told of the current definitions of some kinds: before the service is ready of all there are,
 * afterwards of each change, in order, from one thread. A bean of this type is found by itself.
 *
 * <p>A definition that an older or newer release wrote may be one this release cannot read. A
 * listener keeps what it had for that name and says so; it does not throw.
 */
public interface DefinitionListener {

  Set<Kind> kinds();

  void changed(Definition definition);

  void deleted(DefinitionKey key);
}
