package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.secret.SecretReference;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.domain.destination.AudienceRule.CallType;
import dev.tributary.router.domain.payload.ProfileTable;
import dev.tributary.router.testing.Specs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    assertThat(destination.connection().settings())
        .isEqualTo(
            Map.of(
                "url",
                new SettingValue.Plain(Json.of("http://127.0.0.1:9999/hook")),
                "secret",
                new SettingValue.Secret(new SecretReference.Env("HOOK_SECRET"))));
    assertThat(destination.events().actions())
        .extracting(rule -> rule.action().name())
        .containsExactly("send");
    assertThat(destination.audiences())
        .isEqualTo(
            Map.of(
                "big_spenders", new AudienceRule.Calls(Set.of(CallType.TRACK, CallType.IDENTIFY))));
    assertThat(destination.traits()).isEqualTo(Map.of("revenue_90d", new Telling.AtOnce()));
  }

  @Test
  void namesEveryWrongPathAtOnce() {
    // When
    var read =
        read(
            """
            {"connector": "webhook", "colour": "red",
             "settings": {"url": "ftp://x", "secret": "s3cret", "headers": {"Host": "x", "X-Api-Key": "k", "X-Ok": 5}},
             "events": {"trigger": "type = ", "mapping": {"x": {"@nope": 1}}},
             "audiences": ["a", "a"], "traits": "t"}
            """);

    // Then
    assertThat(read.problems())
        .extracting(Violation::path)
        .contains(
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
  void refusesAConnectorThatDoesNotExistWhateverElseIsSaid() {
    // When
    var read =
        read(
            """
            {"connector": "carrier-pigeon", "settings": {"loft": 1}, "events": {"trigger": "type = 'track'"}}
            """);

    // Then
    assertThat(read.problems()).extracting(Violation::path).containsExactly("spec.connector");
  }

  @Test
  void readsActionsPresetsFiltersAndDelivery() {
    // When
    var destination =
        valid(
            """
            {"connector": "webhook", "settings": {"url": "http://x.example", "headers": {"X-A": "1"}},
             "sources": ["shop"], "consent": ["marketing"],
             "filters": [{"allowFields": {"properties": ["a"]}}, {"drop": "event = \\"Debug\\""},
                         {"sample": 0.5, "by": "userId"}, {"dropFields": ["context.ip"]}],
             "presets": ["eventsTogether"],
             "actions": [
               {"action": "sendBatch", "trigger": "event = \\"A\\"", "batch": {"size": 10, "within": "2s"}},
               {"action": "send", "mapping": {"id": {"@path": "$.messageId"}}},
               {"action": "send", "mapping": {"data": {"@path": "$.messageId"}}}],
             "audiences": ["a", {"audience": "b", "as": "track"}],
             "delivery": {"maxAge": "2h", "concurrency": 4, "order": "profile",
                          "requests": 100, "per": "1s"}}
            """);

    // Then
    assertThat(destination.events().actions())
        .extracting(ActionRule::name)
        .containsExactly("sendBatch", "send", "send#2", "eventsTogether");
    assertThat(destination.events().actions().getFirst().batch())
        .isInstanceOfSatisfying(
            Action.Batch.Many.class,
            many -> {
              assertThat(many.size()).isEqualTo(10);
              assertThat(many.bytes()).isEqualTo(1_000_000);
              assertThat(many.within()).isEqualTo(Duration.ofSeconds(2));
            });
    assertThat(destination.events().sources()).isEqualTo(Set.of("shop"));
    assertThat(destination.events().gate().filters())
        .extracting(Object::getClass)
        .containsExactly(
            EventFilter.Sample.class,
            EventFilter.Drop.class,
            EventFilter.DropFields.class,
            EventFilter.AllowFields.class);
    assertThat(destination.audiences().get("b"))
        .isEqualTo(new AudienceRule.Calls(Set.of(CallType.TRACK)));
    assertThat(destination.delivery())
        .isEqualTo(
            new DeliveryRule(
                Optional.of(Duration.ofHours(2)),
                Optional.of(4),
                Optional.of(new Limits.Rate(100, Duration.ofSeconds(1))),
                DeliveryRule.Order.PROFILE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "actions|[{\"action\": \"fly\"}]|spec.actions[0].action",
        "actions|[{\"action\": \"send\", \"batch\": {\"size\": 2}}]|spec.actions[0].batch",
        "actions|[{\"action\": \"sendBatch\", \"batch\": {\"size\": 101}}]|spec.actions[0].batch.size",
        "actions|[{\"action\": \"send\", \"mapping\": {\"data\": {\"@no\": 1}}}]|spec.actions[0].mapping.data.@no",
        "presets|[\"none\"]|spec.presets",
        "filters|[{\"drop\": \"x =\"}]|spec.filters[0].drop",
        "filters|[{\"drop\": \"x = 1\", \"sample\": 1}]|spec.filters[0]",
        "filters|[{\"sample\": 2}]|spec.filters[0].sample",
        "delivery|{\"maxAge\": \"40d\"}|spec.delivery.maxAge",
        "delivery|{\"order\": \"random\"}|spec.delivery.order",
        "delivery|{\"concurrency\": 0}|spec.delivery.concurrency",
        "delivery|{\"requests\": 10}|spec.delivery.per",
        "delivery|{\"per\": \"1s\"}|spec.delivery.requests",
        "delivery|{\"requests\": 0, \"per\": \"1s\"}|spec.delivery.requests",
        "delivery|{\"requests\": 10, \"per\": \"2d\"}|spec.delivery.per",
        "audiences|[{\"audience\": \"a\", \"as\": \"song\"}]|spec.audiences[0].as",
        "audiences|[{\"as\": \"track\"}]|spec.audiences[0].audience",
        "audiences|[5]|spec.audiences[0]"
      })
  void refusesWhatIsWrongInABlock(String field, String value, String path) {
    // When
    var read =
        read(
            "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, \"traits\": [\"t\"], \"%s\": %s}"
                .formatted(field, value));

    // Then
    assertThat(read.problems()).extracting(Violation::path).containsExactly(path);
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
    assertThat(destination.events().actions()).isEmpty();
    assertThat(destination.softLinks()).isInstanceOf(SoftLinkRule.None.class);
    assertThat(destination.profiles())
        .isInstanceOfSatisfying(
            ProfileRule.Rows.class,
            rows -> {
              assertThat(rows.tables())
                  .containsExactlyInAnyOrder(
                      ProfileTable.ID_GRAPH_UPDATES, ProfileTable.PROFILE_TRAITS_UPDATES);
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
    return Specs.valid("hook", spec);
  }

  private static Checked<Destination> read(String spec) {
    return Specs.read("hook", spec);
  }
}
