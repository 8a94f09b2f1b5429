package dev.tributary.identity.definitions.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.EvidenceReader;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifierCasesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheIdentifiersOfAnEvent(Json.Obj example) {
    // Given
    var rules = Cases.rules(Cases.object(example, "rules"));
    var event = Cases.object(example, "event");

    // When
    var evidence = EvidenceReader.read(event(event, event), rules);

    // Then
    assertThat(texts(evidence.joining())).isEqualTo(Cases.texts(example, "joining"));
    assertThat(texts(evidence.shared())).isEqualTo(Cases.texts(example, "shared"));
    assertThat(evidence.setAside()).isEqualTo(Cases.texts(example, "setAside"));
    assertThat(evidence.anchor()).isEqualTo(evidence.joining().stream().findFirst());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void losesNothingWhereItDoesNotParse(Json.Obj example) {
    // Given
    var rules = Cases.rules(Cases.object(example, "rules"));
    var event = Cases.object(example, "event");
    var text = ByteBuffer.wrap(JsonText.write(event.without("context")));
    var context = ByteBuffer.wrap(JsonText.write(Cases.object(event, "context")));

    // When
    boolean worthIt =
        Cases.text(event, "type").equals("identify") || rules.signs().areIn(text, context);

    // Then
    var read = EvidenceReader.read(event(event, worthIt ? event : Json.Obj.EMPTY), rules);
    assertThat(read).isEqualTo(EvidenceReader.read(event(event, event), rules));
  }

  static Stream<Named<Json.Obj>> cases() {
    return Cases.of("identifiers.yaml");
  }

  private static ClientEvent event(Json.Obj event, Json.Obj document) {
    return new ClientEvent(
        new Birth(0, 1),
        new Origin(NOW, "shop", "m"),
        Call.valueOf(Cases.text(event, "type").toUpperCase(Locale.ROOT)),
        new Names(
            Cases.text(event, "userId"),
            Cases.text(event, "anonymousId"),
            Cases.text(event, "groupId")),
        NOW,
        document);
  }

  private static List<String> texts(List<Identifier> identifiers) {
    return identifiers.stream().map(each -> each.type().name() + "=" + each.value()).toList();
  }
}
