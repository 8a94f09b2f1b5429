package dev.tributary.identity.definitions.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DefinedRulesTest {

  private static final IdentifierType GROUP = IdentifierType.GROUP_ID;
  private static final Json.Obj JOINING =
      Json.object(
          "identifiers",
          Json.arrayOf(Json.object("type", Json.of("group_id")).with("joins", Json.of(true))));
  private static final Json.Obj OF_ANOTHER_RELEASE = Json.object("telepathy", Json.of(true));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private boolean loaded = true;
  private final DefinedRules rules = new DefinedRules(() -> loaded, Cases.READER, metrics);

  @Test
  void areNotKnownBeforeTheDefinitionsHaveBeenRead() {
    // Given
    loaded = false;

    // Then
    assertThat(rules.areKnown()).isFalse();
  }

  @Test
  void areTheDefaultsWhereNobodyHasDefinedAny() {
    assertThat(rules.areKnown()).isTrue();
    assertThat(rules.current()).isSameAs(Rules.DEFAULT);
  }

  @Test
  void areWhatIsDefinedUntilItIsDeleted() {
    // When
    rules.changed(definition("default", 3, JOINING));

    // Then
    assertThat(rules.current().joins(GROUP)).isTrue();
    assertThat(metrics.get("tributary.identity.rules.version").gauge().value()).isEqualTo(3);
    rules.deleted(key("default"));
    assertThat(rules.current()).isSameAs(Rules.DEFAULT);
  }

  @Test
  void stayWhereANewerVersionCannotBeRead() {
    // Given
    rules.changed(definition("default", 3, JOINING));

    // When
    rules.changed(definition("default", 4, OF_ANOTHER_RELEASE));

    // Then
    assertThat(rules.areKnown()).isTrue();
    assertThat(rules.current().joins(GROUP)).isTrue();
  }

  @Test
  void areNotKnownWhereNoneCanBeRead() {
    // When
    rules.changed(definition("default", 4, OF_ANOTHER_RELEASE));

    // Then
    assertThat(rules.areKnown()).isFalse();
    rules.changed(definition("default", 5, JOINING));
    assertThat(rules.areKnown()).isTrue();
  }

  @Test
  void areOfOneNameOnly() {
    // When
    rules.changed(definition("other", 1, JOINING));

    // Then
    assertThat(rules.current()).isSameAs(Rules.DEFAULT);
  }

  private static Definition definition(String name, long version, Json.Obj spec) {
    return new Definition(key(name), version, spec, Definition.Origin.API, "editor", Instant.EPOCH);
  }

  private static DefinitionKey key(String name) {
    return new DefinitionKey(Kind.IDENTITY_RULES, name);
  }
}
