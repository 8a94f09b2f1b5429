package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.testing.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audiences that a destination keeps as lists, as they are defined. */
class AudienceListsTest {

  @Test
  void keepsAnAudienceAsAListWhereItIsAsked() {
    // When
    var destination =
        valid(
            """
            {"connector": "hubspot", "settings": {"accessToken": {"env": "T"}},
             "audiences": ["told", {"audience": "vip", "as": "list", "list": {"id": "17", "title": "The best"},
                                    "mapping": {"email": {"@path": "$.traits.work_email"}}}]}
            """);

    // Then
    assertThat(destination.lists()).containsExactly("vip");
    assertThat(destination.audiences().get("told")).isInstanceOf(AudienceRule.Calls.class);
    var list = destination.action("list vip").orElseThrow().list().orElseThrow();
    assertThat(list.title()).isEqualTo("The best");
    assertThat(list.given()).contains(Json.object("id", Json.of("17")));
  }

  @Test
  void keepsListsByItselfWhereTheConnectorDoesNothingElse() {
    // When
    var destination =
        valid(
            """
            {"connector": "tiktok-audiences", "settings": {"accessToken": {"env": "T"}},
             "audiences": [{"audience": "a", "settings": {"advertiserId": "71"}}]}
            """);

    // Then
    assertThat(destination.lists()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tiktok-audiences|\"a\"|spec.audiences[0].settings",
        "tiktok-audiences|{\"audience\": \"a\", \"as\": \"track\"}|spec.audiences[0].as",
        "tiktok-audiences|{\"audience\": \"a\", \"settings\": {\"advertiserId\": \"x\"}}|spec.audiences[0].settings.advertiserId",
        "tiktok-audiences|{\"audience\": \"a\", \"settings\": {\"advertiserId\": \"7\", \"b\": 1}}|spec.audiences[0].settings.b",
        "tiktok-audiences|{\"audience\": \"a\", \"settings\": {\"advertiserId\": \"7\"}, \"mapping\": {\"b\": 1}}|spec.audiences[0].mapping.b",
        "tiktok-audiences|{\"audience\": \"a\", \"settings\": {\"advertiserId\": \"7\"}, \"list\": {\"name\": \"x\"}}|spec.audiences[0].list.name",
        "amplitude|{\"audience\": \"a\", \"as\": \"list\"}|spec.audiences[0].as",
        "amplitude|{\"audience\": \"a\", \"list\": {\"id\": \"1\"}}|spec.audiences[0].list"
      })
  void namesEveryFaultOfAList(String connector, String audience, String path) {
    // When
    var read =
        read(
            "{\"connector\": \"%s\", \"settings\": {\"accessToken\": {\"env\": \"T\"}}, \"audiences\": [%s]}"
                .formatted(connector, audience));

    // Then
    assertThat(read.problems()).extracting(Violation::path).contains(path);
  }

  private static Destination valid(String spec) {
    return Specs.valid("tool", spec);
  }

  private static Checked<Destination> read(String spec) {
    return Specs.read("tool", spec);
  }
}
