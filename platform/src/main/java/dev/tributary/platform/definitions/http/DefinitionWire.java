package dev.tributary.platform.definitions.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Manifest;
import dev.tributary.platform.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version as the API shows it; what users wrote, and who changed it when.
 *
 * @param spec JSON; absent in the version that deleted the definition
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record DefinitionWire(
    String apiVersion, String kind, Metadata metadata, @JsonRawValue @Nullable String spec) {

  static DefinitionWire of(Definition definition) {
    return of(new DefinitionVersion.Written(definition));
  }

  static DefinitionWire of(DefinitionVersion version) {
    var metadata =
        new Metadata(
            version.key().name(),
            version.version(),
            version.origin().name().toLowerCase(Locale.ROOT),
            version.author(),
            version.changedAt().toString(),
            version instanceof DefinitionVersion.Deleted ? true : null);
    return new DefinitionWire(
        Manifest.API_VERSION,
        version.key().kind().kindName(),
        metadata,
        switch (version) {
          case DefinitionVersion.Written(var definition) -> JsonText.writeString(definition.spec());
          case DefinitionVersion.Deleted _ -> null;
        });
  }

  /**
   * What is known about a version.
   *
   * @param changedAt ISO 8601, UTC
   * @param deleted true in the version that deleted the definition, else absent
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Metadata(
      String name,
      long version,
      String origin,
      String author,
      String changedAt,
      @Nullable Boolean deleted) {}

  /** Several. */
  @RegisterForReflection
  record Page(List<DefinitionWire> items) {}

  /** The answer to a validation that found nothing wrong. */
  @RegisterForReflection
  record Validated(boolean valid) {}
}
