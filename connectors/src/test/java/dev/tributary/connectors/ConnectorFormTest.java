package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.form.ConnectorForm;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user interface is told of a connector. */
class ConnectorFormTest {

  private static final String FILE =
      """
      connector: tool
      title: Tool
      description: For tests.
      categories: [generic]
      link: https://tool.example
      facts: [{url: https://tool.example/docs, seen: 2026-11-28}]
      settings:
        apiKey: {title: Key, description: Of the account., secret: true, required: true}
        region: {title: Region, choices: [us, eu], default: us}
        project: {title: Project, type: integer, default: 7}
        team: {title: Team, pattern: '[a-z]+'}
      base: https://tool.example
      limits: {requests: 100, per: 1m, concurrency: 4}
      test: {method: GET, path: /me}
      actions:
        send:
          title: Send
          description: Sends.
          trigger: 'type = "track"'
          fields:
            id: {title: Id, type: string, default: {'@path': '$.messageId'}, required: true}
            kind: {title: Kind, type: string, choices: [a, b]}
          anyOf: [[id, kind]]
          request: {path: /items, body: {'@path': '$.items'}}
          batch: {size: 10, bytes: 1000, within: 90s}
      presets: [{name: orders, title: Orders, action: send, trigger: 'event = "Order Completed"', mapping: {kind: a}, default: false}]
      audience:
        title: List
        settings: {listId: {title: List id, required: true}}
        add: {fields: {email: {title: E-mail address, type: string}}, request: {path: /add}}
        remove: {request: {path: /remove}}
      """;

  private static final String FORM =
      """
      name: tool
      title: Tool
      description: For tests.
      categories: [generic]
      link: https://tool.example
      lists: true
      transport: http
      testable: true
      limits: {requests: 100, per: 1m, concurrency: 4}
      settings:
        - {name: apiKey, title: Key, description: Of the account., type: string, required: true, secret: true}
        - {name: region, title: Region, type: string, required: false, secret: false, default: us, choices: [us, eu]}
        - {name: project, title: Project, type: integer, required: false, secret: false, default: 7}
        - {name: team, title: Team, type: string, required: false, secret: false, pattern: '[a-z]+'}
      actions:
        - name: send
          title: Send
          description: Sends.
          trigger: type = "track"
          fields:
            - {name: id, title: Id, type: string, required: true, default: {'@path': '$.messageId'}}
            - {name: kind, title: Kind, type: string, required: false, choices: [a, b]}
          anyOf: [[id, kind]]
          batch: {size: 10, bytes: 1000, within: 90s}
      presets:
        - {name: orders, title: Orders, action: send, trigger: 'event = "Order Completed"', mapping: {kind: a}, default: false}
      audience:
        title: List
        creates: false
        settings: [{name: listId, title: List id, type: string, required: true, secret: false}]
        add: {fields: [{name: email, title: E-mail address, type: string, required: false}], batch: {size: 1}}
        remove: {fields: [], batch: {size: 1}}
      facts: [{url: https://tool.example/docs, seen: 2026-11-28}]
      """;

  @Test
  void tellsEverythingThatAFormAsks() {
    // When
    var form = ConnectorForm.of(tool());

    // Then
    assertThat(form).isEqualTo(json(FORM));
    assertThat(JsonText.writeString(form)).isEqualTo(JsonText.writeString(json(FORM)));
  }

  @Test
  void tellsEnoughToChooseOne() {
    // When
    var brief = ConnectorForm.brief(tool());

    // Then
    assertThat(brief.fields().keySet())
        .containsExactly("name", "title", "description", "categories", "link", "lists");
  }

  @ParameterizedTest
  @MethodSource("dev.tributary.connectors.ConnectorFilesTest#names")
  void asksForEverySettingOfEveryConnectorAndTellsNoDefaultOfASecret(String name) {
    // Given
    var connector = ConnectorLibrary.find(name).orElseThrow();

    // When
    var settings = objects(ConnectorForm.of(connector), "settings");

    // Then
    assertThat(settings.stream().map(setting -> setting.field("name").orElseThrow()))
        .containsExactlyElementsOf(connector.settings().keySet().stream().map(Json::of).toList());
    assertThat(settings)
        .filteredOn(setting -> setting.field("secret").orElseThrow().equals(Json.Bool.TRUE))
        .allMatch(setting -> setting.field("default").isEmpty());
  }

  private static List<Json.Obj> objects(Json.Obj form, String field) {
    return ((Json.Arr) form.field(field).orElseThrow())
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static Connector tool() {
    return switch (ConnectorLibrary.read("tool", FILE.getBytes(StandardCharsets.UTF_8))) {
      case Checked.Valid<Connector>(var connector) -> connector;
      case Checked.Invalid<Connector>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static Json json(String yaml) {
    return YamlText.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
