package dev.tributary.identity.domain.linkage.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.domain.linkage.observation.ObservationReader.Found;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTraitsTest {

  private static final Json.Obj ADA = Json.object("firstName", Json.of("Ada"));

  @Test
  void readsWhereSegmentsSpecSays() {
    var address = Json.object("zip", Json.of("10115"));

    assertThat(read(PersonTraits.USUAL, ADA)).containsExactly("given_name=ada");
    assertThat(read(PersonTraits.USUAL, Json.object("address", address)))
        .allMatch(value -> value.startsWith("address="));
  }

  @Test
  void readsWhereTheOperatorSaysInstead() {
    // Given
    var traits =
        PersonTraits.named(
            Map.of("given-name", List.of("vorname"), "family-name", List.of("name.nachname")));

    // Then
    assertThat(read(traits, Json.object("vorname", Json.of("Ada"))))
        .containsExactly("given_name=ada");
    assertThat(read(traits, Json.object("name", Json.object("nachname", Json.of("Lovelace")))))
        .containsExactly("family_name=lovelace");
    assertThat(read(traits, ADA)).isEmpty();
  }

  @Test
  void refusesAFieldThereIsNotAndAPathThatIsNone() {
    assertThatThrownBy(() -> PersonTraits.named(Map.of("shoe-size", List.of("shoe"))))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("shoe-size");
    assertThatThrownBy(() -> PersonTraits.named(Map.of("city", List.of("address..city"))))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("city");
  }

  private static List<String> read(PersonTraits person, Json.Obj traits) {
    var found = new Found(new UUID(0, 1), 20_000);
    person.read(traits, found);
    return found.all().stream().map(each -> each.field().text() + "=" + each.value()).toList();
  }
}
