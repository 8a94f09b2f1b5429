package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.preview.Preview;
import dev.tributary.connectors.domain.preview.Preview.Shown;
import dev.tributary.connectors.domain.preview.PreviewMaker;
import dev.tributary.connectors.domain.preview.SampleEvent;
import dev.tributary.connectors.domain.preview.Stopgaps;
import dev.tributary.connectors.domain.preview.TrialSettings;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What would be sent, shown without being sent. */
class PreviewTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String SECRET = "S3CR3T+VALUE";

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("actions")
  void showsEveryActionOfEveryConnectorWithNothingGiven(
      String connector, String name, Action action, Json.Obj event) {
    // Given
    var subject = ConnectorLibrary.find(connector).orElseThrow();

    // When
    var preview = preview(subject, action, event, settings(subject, Json.Obj.EMPTY));

    // Then
    assertThat(action.trigger().map(trigger -> trigger.matches(event)).orElse(true)).isTrue();
    assertThat(preview).isNotInstanceOf(Preview.Unsent.class);
    if (preview instanceof Preview.Sent(_, _, var steps)) {
      assertThat(steps).hasAtLeastOneElementOfType(Shown.Made.class);
      assertThat(steps).noneMatch(step -> step instanceof Shown.Impossible);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("actions")
  void showsNoSecretThatIsGiven(String connector, String name, Action action, Json.Obj event) {
    // Given
    var subject = ConnectorLibrary.find(connector).orElseThrow();
    var given = new LinkedHashMap<String, Json>();
    subject.settings().values().stream()
        .filter(Setting::secret)
        .forEach(setting -> given.put(setting.name(), Json.of(SECRET)));

    // When
    var preview = preview(subject, action, event, settings(subject, new Json.Obj(given)));

    // Then
    assertThat(everything(preview)).doesNotContain(SECRET);
    assertThat(settings(subject, new Json.Obj(given)).placeholders())
        .doesNotContainKeys(given.keySet().toArray(String[]::new));
  }

  @Test
  void strikesASecretOutWhereverItGoes() {
    // Given
    var braze = ConnectorLibrary.find("braze").orElseThrow();
    var settings = settings(braze, json("{apiKey: {env: BRAZE_KEY}, region: eu-01}"));

    // When
    var action = braze.actions().get("trackEvent");
    var preview = preview(braze, action, SampleEvent.matching(action.trigger(), NOW), settings);

    // Then
    var request = ((Shown.Made) ((Preview.Sent) preview).steps().getFirst()).request();
    assertThat(request.url()).isEqualTo("https://rest.fra-01.braze.eu/users/track");
    assertThat(request.hiddenHeaders()).containsEntry("Authorization", "Bearer ~~apiKey~~");
    assertThat(request.headers()).containsEntry("User-Agent", "Tributary");
    assertThat(settings.placeholders()).isEmpty();
  }

  @Test
  void showsHeadersOfTheUsersOwnAndStrikesOutThoseThatAreSecrets() {
    // Given
    var webhook = ConnectorLibrary.find("webhook").orElseThrow();
    var given =
        json("{url: 'https://a.example', headers: {X-Team: growth, X-Token: {file: /run/token}}}");

    // When
    var preview =
        preview(
            webhook,
            webhook.actions().get("send"),
            SampleEvent.matching(webhook.actions().get("send").trigger(), NOW),
            settings(webhook, given));

    // Then
    var request = ((Shown.Made) ((Preview.Sent) preview).steps().getFirst()).request();
    assertThat(request.headers())
        .containsEntry("X-Team", "growth")
        .containsEntry("X-Token", "~~X-Token~~");
  }

  @Test
  void namesTheStepThatDependsOnAnAnswerAndWhatItWouldNeedOfIt() {
    // Given
    var match = ConnectorLibrary.find("google-ads-customer-match").orElseThrow();
    var add = match.audience().orElseThrow().add();

    // When
    var preview =
        preview(match, add, SampleEvent.membership(true, NOW), settings(match, Json.Obj.EMPTY));

    // Then
    var sent = (Preview.Sent) preview;
    assertThat(sent.tokenFrom()).contains("https://oauth2.googleapis.com/token");
    assertThat(sent.steps()).hasSizeGreaterThan(1);
    assertThat(everything(preview)).contains("__" + add.steps().getFirst().name() + ".");
  }

  @Test
  void saysWhyAnEventWouldNotBeSent() {
    // Given
    var braze = ConnectorLibrary.find("braze").orElseThrow();
    var event = json("{type: track, messageId: m1, userId: u1, timestamp: '2026-11-28T12:00:00Z'}");

    // When
    var preview =
        preview(braze, braze.actions().get("trackEvent"), event, settings(braze, Json.Obj.EMPTY));

    // Then
    assertThat(preview).isEqualTo(new Preview.Unsent("missing_field", "has no name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{region: mars-01}|settings.region",
        "{apikey: a}|settings.apikey",
        "{apiKey: 7}|settings.apiKey",
        "{apiKey: {vault: a}}|settings.apiKey",
      })
  void refusesSettingsByTheirPath(String given, String path) {
    // Given
    var braze = ConnectorLibrary.find("braze").orElseThrow();

    // When
    var read = TrialSettings.of(braze.settings().values(), json(given));

    // Then
    assertThat(read.problems()).extracting(Violation::path).containsExactly(path);
  }

  static Stream<Arguments> actions() {
    return ConnectorLibrary.names().stream()
        .map(name -> ConnectorLibrary.find(name).orElseThrow())
        .flatMap(connector -> {
          var rows = new ArrayList<Arguments>();
          connector
              .actions()
              .values()
              .forEach(action ->
                  rows.add(
                      Arguments.of(
                          connector.name(),
                          action.name(),
                          action,
                          SampleEvent.matching(action.trigger(), NOW))));
          connector
              .audience()
              .ifPresent(sync -> {
                var enters = SampleEvent.membership(true, NOW);
                rows.add(Arguments.of(connector.name(), "add", sync.add(), enters));
                var leaves = SampleEvent.membership(false, NOW);
                rows.add(Arguments.of(connector.name(), "remove", sync.remove(), leaves));
              });
          return rows.stream();
        });
  }

  private static Preview preview(
      Connector connector, Action action, Json.Obj event, TrialSettings settings) {
    return new PreviewMaker(connector, settings, NOW, JsonText::write)
        .preview(action, Stopgaps.of(action, Set.of()), event);
  }

  private static TrialSettings settings(Connector connector, Json.Obj given) {
    var asked = new ArrayList<>(connector.settings().values());
    connector.audience().ifPresent(sync -> asked.addAll(sync.settings().values()));
    return switch (TrialSettings.of(asked, given)) {
      case Checked.Valid<TrialSettings>(var settings) -> settings;
      case Checked.Invalid<TrialSettings>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static String everything(Preview preview) {
    return switch (preview) {
      case Preview.Unsent(var code, var message) -> code + message;
      case Preview.Written(var payload) -> JsonText.writeString(payload);
      case Preview.Sent(var payload, var token, var steps) ->
          JsonText.writeString(payload) + token + String.join("\n", shown(steps));
    };
  }

  private static List<String> shown(List<Shown> steps) {
    return steps.stream()
        .map(step ->
            step instanceof Shown.Made(_, var request, _)
                ? request.url()
                    + headers(request.headers())
                    + headers(request.hiddenHeaders())
                    + request.body().text()
                : step.toString())
        .toList();
  }

  private static String headers(Map<String, String> headers) {
    return headers.toString();
  }

  private static Json.Obj json(String yaml) {
    return (Json.Obj) YamlText.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
