package dev.tributary.platform.definitions.storage;

import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.json.JsonText;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One version; the spec is null in the one that deleted the definition. Never changed. */
@Entity
@Table(name = "definition_version")
class VersionRow {

  @EmbeddedId private Id id;

  @Column(columnDefinition = "text")
  private @Nullable String spec;

  @Column(nullable = false)
  private String origin;

  @Column(nullable = false)
  private String author;

  @Column(name = "changed_at", nullable = false)
  private Instant changedAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected VersionRow() {}

  VersionRow(DefinitionVersion version) {
    this.id = Id.of(version.key(), version.version());
    this.spec =
        switch (version) {
          case DefinitionVersion.Written(var definition) -> JsonText.writeString(definition.spec());
          case DefinitionVersion.Deleted _ -> null;
        };
    this.origin = version.origin().name().toLowerCase(Locale.ROOT);
    this.author = version.author();
    this.changedAt = version.changedAt();
  }

  /** Empty where the kind is one that this release does not know. */
  Optional<DefinitionVersion> read() {
    return Kind.named(id.kind).map(kind -> read(new DefinitionKey(kind, id.name)));
  }

  private DefinitionVersion read(DefinitionKey key) {
    var from = Origin.valueOf(origin.toUpperCase(Locale.ROOT));
    if (spec == null) {
      return new DefinitionVersion.Deleted(key, id.version, from, author, changedAt);
    }
    var object = JsonText.parseObject(spec.getBytes(StandardCharsets.UTF_8));
    return new DefinitionVersion.Written(
        new Definition(key, id.version, object, from, author, changedAt));
  }

  /** The primary key. */
  @Embeddable
  record Id(String kind, String name, long version) {

    static Id of(DefinitionKey key, long version) {
      return new Id(key.kind().kindName(), key.name(), version);
    }
  }
}
