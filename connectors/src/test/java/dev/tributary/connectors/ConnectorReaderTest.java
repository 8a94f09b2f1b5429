package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, each fault with its path. */
class ConnectorReaderTest {

  private static final String GOOD =
      """
      connector: tool
      title: Tool
      description: For tests.
      categories: [generic]
      link: https://tool.example
      facts: [{url: https://tool.example, seen: 2026-11-28}]
      settings: {region: {title: Region, choices: [us, eu]}, host: {title: Host}}
      base: https://{{settings.region}}.tool.example
      actions:
        send:
          title: Send
          description: Sends.
          fields: {id: {title: Id, type: string, default: {'@path': '$.messageId'}}}
          request: {path: /items, body: {'@path': '$.items'}}
          batch: {size: 10}
          items: [{each: $.body.failed, index: $.at, outcome: drop}]
      """;

  @Test
  void readsAGoodFile() {
    assertThat(read(GOOD).toString()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connector: tool|connector: other|tool.connector",
        "seen: 2026-11-28|seen: yesterday|tool.facts[0].seen",
        "[generic]|[toys]|tool.categories",
        "{{settings.region}}.tool|{{settings.host}}.tool|tool.base",
        "path: /items,|path: items,|tool.actions.send.request.path",
        "path: /items,|path: '/items/{{key}}',|tool.actions.send.batch",
        "path: /items,|path: '/items/{{open',|tool.actions.send.request.path",
        "body: {'@path': '$.items'}|body: {'@nope': 1}|tool.actions.send.request.body.@nope",
        "type: string|type: text|tool.actions.send.fields.id.type",
        "size: 10|size: 0|tool.actions.send.batch.size",
        "index: $.at, ||tool.actions.send.items[0]",
        "outcome: drop|outcome: ignore|tool.actions.send.items[0].outcome",
        "title: Send|tilte: Send|tool.actions.send.tilte"
      })
  void namesThePathOfAFault(String good, String bad, String path) {
    // Given
    assertThat(GOOD).contains(good);

    // When
    var violations = read(GOOD.replace(good, bad == null ? "" : bad));

    // Then
    assertThat(violations).extracting(Violation::path).contains(path);
  }

  private static List<Violation> read(String yaml) {
    return ConnectorLibrary.read("tool", yaml.getBytes(StandardCharsets.UTF_8)).problems();
  }
}
