package dev.tributary.governance.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.RememberedForever;
import dev.tributary.governance.domain.deduplication.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class GateTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Gate gate =
      new Gate(
          new Deduplication(
              new RememberedForever(), new Window(Duration.ofDays(30), Duration.ofDays(7))));

  record Case(Map<String, Object> given, List<String> expect) {}

  @ParameterizedTest
  @MethodSource("cases")
  void decides(Case example) {
    // Given
    var candidate = candidate(example.given());

    // When
    var verdict = gate.judge(candidate, new Birth(0, 1), NOW);

    // Then
    switch (verdict) {
      case Verdict.Accepted _ -> assertThat(example.expect()).isEmpty();
      case Verdict.Quarantined quarantined -> {
        assertThat(quarantined.findings()).extracting(Finding::code).isEqualTo(example.expect());
        assertThat(quarantined.code()).isEqualTo(example.expect().getFirst());
      }
      case Verdict.Duplicate _ -> throw new AssertionError("Nothing was seen before");
    }
  }

  @Test
  void remembersOnlyWhatItLetsThrough() {
    // Given
    var broken = candidate(Map.of("payload", "MALFORMED"));
    var mended = candidate(Map.of());
    assertThat(gate.judge(broken, new Birth(0, 1), NOW)).isInstanceOf(Verdict.Quarantined.class);

    // When
    var first = gate.judge(mended, new Birth(0, 2), NOW);
    var second = gate.judge(mended, new Birth(0, 3), NOW);

    // Then
    assertThat(first).isEqualTo(new Verdict.Accepted());
    assertThat(second).isEqualTo(new Verdict.Duplicate(new Birth(0, 2)));
  }

  @Test
  void saysTheSameAboutTheSameRecordAgain() {
    // Given
    var candidate = candidate(Map.of());
    gate.judge(candidate, new Birth(3, 14), NOW);

    // When
    var again = gate.judge(candidate, new Birth(3, 14), NOW.plus(Duration.ofDays(6)));

    // Then
    assertThat(again).isEqualTo(new Verdict.Accepted());
  }

  static Stream<Named<Case>> cases() throws IOException {
    try (var in = GateTest.class.getResourceAsStream("/cases/gate.yaml")) {
      List<Map<String, Object>> all = new Yaml().load(in);
      return all.stream()
          .map(one ->
              Named.of((String) one.get("name"), new Case(fields(one), codes(one.get("expect")))));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Map<String, Object> one) {
    return (Map<String, Object>) one.get("given");
  }

  private static List<String> codes(Object expect) {
    return ((List<?>) expect).stream().map(String.class::cast).toList();
  }

  private static Candidate candidate(Map<String, Object> given) {
    return new Candidate(
        text(given, "source", "web-shop"),
        messageId(given),
        CallType.valueOf(text(given, "type", "TRACK")),
        text(given, "event", "Order Completed"),
        new Candidate.People(
            text(given, "userId", "u-1"),
            text(given, "anonymousId", ""),
            text(given, "groupId", ""),
            text(given, "previousId", "")),
        NOW.toEpochMilli(),
        new Candidate.Json(
            JsonShape.valueOf(text(given, "payload", "OBJECT")),
            JsonShape.valueOf(text(given, "batchContext", "ABSENT")),
            JsonShape.valueOf(text(given, "batchIntegrations", "ABSENT"))));
  }

  private static String messageId(Map<String, Object> given) {
    if (given.get("messageIdLength") instanceof Integer length) {
      return "m".repeat(length);
    }
    var times = (Integer) given.getOrDefault("messageIdTimes", 1);
    return text(given, "messageId", "m-1").repeat(times);
  }

  private static String text(Map<String, Object> given, String field, String otherwise) {
    return (String) given.getOrDefault(field, otherwise);
  }
}
