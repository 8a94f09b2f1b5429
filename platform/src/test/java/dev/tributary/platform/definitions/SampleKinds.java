package dev.tributary.platform.definitions;

import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A service in small: owns sources and entities, and listens to both. */
public final class SampleKinds {

  private SampleKinds() {}

  /** A source has write keys. One named {@code needed...} is used by something. */
  @ApplicationScoped
  static class Sources implements OwnedKind {

    @Override
    public Kind kind() {
      return Kind.SOURCE;
    }

    @Override
    public List<Violation> validate(String name, Json.Obj spec) {
      var reader = SpecReader.of(spec);
      reader.strings("writeKeys");
      reader.optionalDuration("keep");
      return reader.finish();
    }

    @Override
    public List<Violation> usedBy(String name) {
      return name.startsWith("needed")
          ? List.of(new Violation("Destination/hook", "reads it"))
          : List.of();
    }
  }

  /** Remembers what it was told. */
  @ApplicationScoped
  public static class Listener implements DefinitionListener {

    final Queue<Definition> changed = new ConcurrentLinkedQueue<>();
    final Queue<DefinitionKey> deleted = new ConcurrentLinkedQueue<>();

    @Override
    public Set<Kind> kinds() {
      return Set.of(Kind.SOURCE);
    }

    @Override
    public void changed(Definition definition) {
      changed.add(definition);
    }

    @Override
    public void deleted(DefinitionKey key) {
      deleted.add(key);
    }

    /** What it was told of one name. */
    public List<Definition> versionsOf(String name) {
      return changed.stream().filter(d -> d.key().name().equals(name)).toList();
    }

    /** Whether it was told that one name is gone. */
    public boolean wasToldOfTheEndOf(String name) {
      return deleted.stream().anyMatch(key -> key.name().equals(name));
    }
  }

  /** Throws at everything, which must not bother anybody. */
  @ApplicationScoped
  static class Broken implements DefinitionListener {

    @Override
    public Set<Kind> kinds() {
      return Set.of(Kind.SOURCE);
    }

    @Override
    public void changed(Definition definition) {
      throw new IllegalStateException("broken on purpose");
    }

    @Override
    public void deleted(DefinitionKey key) {
      throw new IllegalStateException("broken on purpose");
    }
  }
}
