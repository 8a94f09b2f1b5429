package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.domain.payload.ProfileTable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationReaderTest {

  @Test
  void readsTheDestinationOfTheGuide() {
    // When
    var destination =
        valid(
            """
            {"connector": "webhook",
             "settings": {"url": "http://127.0.0.1:9999/hook", "secret": {"env": "HOOK_SECRET"}},
             "events": {"trigger": "type = \\"track\\"", "mapping": {"@path": "$."}},
             "audiences": ["big_spenders"], "traits": ["revenue_90d"]}
            """);

    // Then
    assertThat(destination.webhook().endpoint())
        .isEqualTo(new Endpoint(false, "127.0.0.1", 9999, "/hook"));
    assertThat(destination.webhook().signing())
        .isEqualTo(new Signing.Signed(new SecretReference.Env("HOOK_SECRET")));
    assertThat(destination.events()).isInstanceOf(EventRule.Matching.class);
    assertThat(destination.audiences()).isEqualTo(Set.of("big_spenders"));
    assertThat(destination.traits()).isEqualTo(Map.of("revenue_90d", new Telling.AtOnce()));
  }

  @Test
  void namesEveryWrongPathAtOnce() {
    // When
    var read =
        read(
            """
            {"connector": "carrier-pigeon", "colour": "red",
             "settings": {"url": "ftp://x", "secret": "s3cret", "headers": {"Host": "x", "X-Api-Key": "k", "X-Ok": 5}},
             "events": {"trigger": "type = ", "mapping": {"x": {"@nope": 1}}},
             "audiences": ["a", "a"], "traits": "t"}
            """);

    // Then
    assertThat(read.problems())
        .extracting(Violation::path)
        .contains(
            "spec.connector",
            "spec.colour",
            "spec.settings.url",
            "spec.settings.secret",
            "spec.settings.headers.Host",
            "spec.settings.headers.X-Api-Key",
            "spec.settings.headers.X-Ok",
            "spec.events.trigger",
            "spec.audiences",
            "spec.traits")
        .anyMatch(path -> path.startsWith("spec.events.mapping"));
  }

  @Test
  void neverRepeatsASecretGivenInClear() {
    var read =
        read(
            "{\"connector\":\"webhook\",\"settings\":{\"url\":\"http://x.example\",\"secret\":\"hunter2\"},\"events\":{\"trigger\":\"type = 'track'\"}}");
    assertThat(read.problems()).isNotEmpty();
    assertThat(read.problems().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hook",
        "/hook",
        "ftp://example.com",
        "http://",
        "http:///x",
        "http://user:pw@example.com",
        "http://example.com/#x",
        "http://exa mple.com",
        "http://example.com:0",
        "http://example.com:70000",
        "http://0x7f.1/",
        "javascript:alert(1)",
        "file:///etc/passwd"
      })
  void refusesWhatIsNoWebAddress(String url) {
    assertThat(read(webhook("\"url\": \"" + url + "\"")).problems())
        .extracting(Violation::path)
        .containsExactly("spec.settings.url");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, https://example.com/",
    "https://example.com:443/a?b=c, https://example.com/a?b=c",
    "HTTP://Example.com:8080, http://Example.com:8080/",
    "http://[::1]:9/x, http://[::1]:9/x"
  })
  void readsAWebAddress(String url, String text) {
    assertThat(Endpoint.parse(url).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"env\": \"A\", \"file\": \"/b\"}",
        "{\"env\": \"a b\"}",
        "{\"file\": \"relative\"}",
        "{\"env\": \"QUARKUS_DATASOURCE_PASSWORD\"}",
        "{\"env\": \"TRIBUTARY_AUTH_ADMIN_TOKEN\"}",
        "{\"vault\": \"x\"}",
        "5",
        "[]"
      })
  void refusesASecretThatIsNoReference(String secret) {
    assertThat(read(webhook("\"url\": \"http://x.example\", \"secret\": " + secret)).problems())
        .extracting(Violation::path)
        .isNotEmpty()
        .allMatch(path -> path.startsWith("spec.settings.secret"));
  }

  @Test
  void refusesADestinationThatWantsNothing() {
    var read = read("{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}}");
    assertThat(read.problems()).extracting(Violation::path).containsExactly("spec");
  }

  @Test
  void readsWhichProfileTablesAreWantedAndInWhatShape() {
    // When
    var destination =
        valid(
            """
            {"connector": "webhook", "settings": {"url": "http://x.example"},
             "profiles": {"tables": ["id_graph_updates", "profile_traits_updates"],
                          "mapping": {"row": {"@path": "$."}}}}
            """);

    // Then
    assertThat(destination.events()).isInstanceOf(EventRule.None.class);
    assertThat(destination.softLinks()).isInstanceOf(SoftLinkRule.None.class);
    assertThat(destination.profiles())
        .isInstanceOfSatisfying(
            ProfileRule.Rows.class,
            rows -> {
              assertThat(rows.tables())
                  .containsExactlyInAnyOrder(
                      ProfileTable.ID_GRAPH_UPDATES, ProfileTable.PROFILE_TRAITS_UPDATES);
              assertThat(rows.shape()).isInstanceOf(Shape.Mapped.class);
            });
  }

  @Test
  void readsFromWhichScoreOnSoftLinksAreTold() {
    assertThat(valid(withSoftLinks("{\"minimum\": 0.9}")).softLinks())
        .isEqualTo(new SoftLinkRule.AtLeast(0.9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|spec.profiles.tables",
        "{\"tables\": []}|spec.profiles.tables",
        "{\"tables\": \"id_graph_updates\"}|spec.profiles.tables",
        "{\"tables\": [\"id_graph_updates\", \"users\"]}|spec.profiles.tables[1]",
        "{\"tables\": [\"id_graph_updates\", \"id_graph_updates\"]}|spec.profiles.tables[1]",
        "{\"tables\": [\"id_graph_updates\"], \"filter\": \"x\"}|spec.profiles.filter",
        "5|spec.profiles"
      })
  void refusesProfilesThatAreWrong(String profiles, String path) {
    // When
    var read =
        read(
            "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"profiles\": "
                + profiles
                + "}");

    // Then
    assertThat(read.problems()).extracting(Violation::path).containsExactly(path);
  }

  @Test
  void namesTheWrongPathWithinTheMappingOfProfiles() {
    // When
    var read =
        read(
            """
            {"connector": "webhook", "settings": {"url": "http://x.example"},
             "profiles": {"tables": ["id_graph_updates"], "mapping": {"x": {"@nope": 1}}}}
            """);

    // Then
    assertThat(read.problems())
        .extracting(Violation::path)
        .isNotEmpty()
        .allMatch(path -> path.startsWith("spec.profiles.mapping"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|spec.softLinks.minimum",
        "{\"minimum\": 0}|spec.softLinks.minimum",
        "{\"minimum\": 1}|spec.softLinks.minimum",
        "{\"minimum\": -0.5}|spec.softLinks.minimum",
        "{\"minimum\": 1e999}|spec.softLinks.minimum",
        "{\"minimum\": \"0.9\"}|spec.softLinks.minimum",
        "{\"minimum\": 0.9, \"method\": \"x\"}|spec.softLinks.method",
        "0.9|spec.softLinks"
      })
  void refusesSoftLinksThatAreWrong(String softLinks, String path) {
    assertThat(read(withSoftLinks(softLinks)).problems())
        .extracting(Violation::path)
        .containsExactly(path);
  }

  @Test
  void refusesSoftLinksThatHaveNothingToGoWith() {
    // When
    var read =
        read(
            """
            {"connector": "webhook", "settings": {"url": "http://x.example"},
             "profiles": {"tables": ["id_graph_updates"]}, "softLinks": {"minimum": 0.9}}
            """);

    // Then
    assertThat(read.problems()).extracting(Violation::path).containsExactly("spec.softLinks");
  }

  private static String withSoftLinks(String softLinks) {
    return "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"traits\": [\"t\"], \"softLinks\": "
        + softLinks
        + "}";
  }

  private static String webhook(String settings) {
    return "{\"connector\": \"webhook\", \"settings\": {"
        + settings
        + "}, \"events\": {\"trigger\": \"type = 'track'\"}}";
  }

  private static Destination valid(String spec) {
    return switch (read(spec)) {
      case Checked.Valid<Destination>(var destination) -> destination;
      case Checked.Invalid<Destination>(var violations) -> throw new AssertionError(violations);
    };
  }

  private static Checked<Destination> read(String spec) {
    return DestinationReader.read(
        "hook", JsonText.parseObject(spec.getBytes(StandardCharsets.UTF_8)));
  }
}
