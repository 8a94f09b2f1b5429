package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.preview.TrialSettings;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every list of people: who is let in can be taken out, and nobody is nobody. */
class AudienceContractTest {

  private static final String TRAITS =
      "'firstName': 'Jane', 'lastName': 'Doe', 'address': {'country': 'DE'}";

  /** A document for each type of identifier, with no other one in it. */
  private static final Map<String, Json.Obj> ALONE =
      Map.of(
          "user_id", document("'userId': 'u1',", "", "'user_id': ['u1']"),
          "anonymous_id", document("'anonymousId': 'a1',", "", "'anonymous_id': ['a1']"),
          "email", document("", "'email': 'jane@example.com',", "'email': ['jane@example.com']"),
          "phone", document("", "'phone': '+15551234567',", "'phone': ['+15551234567']"),
          "ios.idfa", document("", "", "'ios.idfa': ['AECE52E7-03EE-455A-B3C4-E57283966239']"),
          "android.idfa",
              document("", "", "'android.idfa': ['38400000-8cf0-11bd-b23e-10b96e40000d']"));

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("lists")
  void takesOutWhomItLetsIn(String connector, Json.Obj context) {
    // Given
    var list = list(connector);

    // When
    var letIn = sent(list.add(), context);
    var takenOut = sent(list.remove(), context);

    // Then
    assertThat(letIn).isNotEmpty();
    assertThat(takenOut).containsAll(letIn);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("lists")
  void tellsOfNobodyWithoutAnIdentifier(String connector, Json.Obj context) {
    // Given
    var list = list(connector);
    var nobody = document("", "", "");

    // Then
    assertThat(isSent(list.add(), nobody, context)).isFalse();
    assertThat(isSent(list.remove(), nobody, context)).isFalse();
  }

  /** Each list that can be kept, with each choice that its settings leave. */
  static Stream<Arguments> lists() {
    return ConnectorLibrary.SHIPPED.names().stream()
        .map(name -> ConnectorLibrary.SHIPPED.find(name).orElseThrow())
        .filter(connector -> connector.audience().isPresent())
        .flatMap(connector ->
            contexts(connector).map(context -> Arguments.of(connector.name(), context)));
  }

  private static Stream<Json.Obj> contexts(Connector connector) {
    var settings = new ArrayList<>(connector.settings().values());
    settings.addAll(connector.audience().orElseThrow().settings().values());
    var chosen =
        settings.stream()
            .flatMap(setting ->
                setting.values().choices().stream()
                    .map(choice -> Json.object(setting.name(), Json.of(choice))));
    return Stream.concat(Stream.of(Json.Obj.EMPTY), chosen)
        .map(given -> context(settings, given))
        .distinct();
  }

  private static Json.Obj context(List<Setting> settings, Json.Obj given) {
    return switch (TrialSettings.of(settings, given)) {
      case Checked.Valid<TrialSettings>(var trial) ->
          Json.object("settings", trial.values()).with("list", Json.object("id", Json.of("17")));
      case Checked.Invalid<TrialSettings>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static AudienceSync list(String connector) {
    return ConnectorLibrary.SHIPPED.find(connector).orElseThrow().audience().orElseThrow();
  }

  private static List<String> sent(Action action, Json.Obj context) {
    return ALONE.keySet().stream()
        .filter(type -> isSent(action, ALONE.get(type), context))
        .sorted()
        .toList();
  }

  private static boolean isSent(Action action, Json.Obj document, Json.Obj context) {
    return DraftMaker.of(action, Map.of()).make(document, "key", context)
            instanceof Drafting.Ready(var draft)
        && !(draft.item() instanceof Json.Null);
  }

  private static Json.Obj document(String ids, String traits, String identifiers) {
    var text =
        "{'type': 'audience', 'audience': {'key': 'k', 'title': 'K'}, 'member': true, "
            + ids
            + " 'traits': {"
            + traits
            + TRAITS
            + "}, 'identifiers': {"
            + identifiers
            + "}, 'messageId': 'm1', 'timestamp': '2026-11-27T10:00:00.000Z'}";
    return JsonText.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
