package dev.tributary.identity.definitions.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.TypeRule.ReadValue;
import dev.tributary.platform.domain.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalisationCasesTest {

  @ParameterizedTest
  @MethodSource("cases")
  void bringsAValueIntoItsForm(Json.Obj example) {
    // Given
    var item = Cases.object(example, "rule").with("type", Json.of("x"));
    var rule =
        Cases.rules(Json.object("identifiers", Json.arrayOf(item))).of(new IdentifierType("x"));

    // When
    var read = rule.read(Cases.text(example, "value"));

    // Then
    if (example.field("gives").isEmpty()) {
      assertThat(read).isNotInstanceOf(ReadValue.Usable.class);
    } else {
      assertThat(form(read)).isEqualTo(Cases.text(example, "gives"));
      assertThat(form(rule.read(form(read)))).isEqualTo(form(read));
    }
  }

  static Stream<Named<Json.Obj>> cases() {
    return Cases.of("normalisation.yaml");
  }

  private static String form(ReadValue read) {
    assertThat(read).isInstanceOf(ReadValue.Usable.class);
    return ((ReadValue.Usable) read).identifier().value();
  }
}
