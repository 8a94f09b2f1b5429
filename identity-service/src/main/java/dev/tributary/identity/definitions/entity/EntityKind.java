package dev.tributary.identity.definitions.entity;

import dev.tributary.identity.domain.entity.EntityReader;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes this service the owner of entities, and says what is wrong with one. */
@ApplicationScoped
class EntityKind implements OwnedKind {

  @Override
  public Kind kind() {
    return Kind.ENTITY;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return EntityReader.read(name, spec).problems();
  }
}
