package dev.tributary.router.domain.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.delivery.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeliveryRecorderTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final DeliveryRecorder recorder = new DeliveryRecorder();

  @Test
  void countsEachFateByActionAndCode() {
    // When
    recorder.received("send", 7);
    recorder.delivered("send", Duration.ofMillis(900), Duration.ofMillis(12));
    recorder.discarded("send", "sampled", 2);
    recorder.discarded("send", "no_identifier", 1);
    recorder.retrying("send", "status_503");
    recorder.dead("send", "refused");
    recorder.received("other", 1);

    // Then
    var taken = recorder.take().stats();
    var send = taken.get("send");
    assertThat(taken).containsOnlyKeys("send", "other");
    assertThat(send.of(Fate.RECEIVED)).isEqualTo(7);
    assertThat(send.of(Fate.DELIVERED)).isEqualTo(1);
    assertThat(send.byCode(Fate.FILTERED)).containsOnlyKeys("sampled").containsValue(2L);
    assertThat(send.byCode(Fate.DISCARDED)).containsOnlyKeys("no_identifier");
    assertThat(send.byCode(Fate.RETRYING)).containsOnlyKeys("status_503");
    assertThat(send.byCode(Fate.DEAD)).containsOnlyKeys("refused");
    assertThat(send.latency().percentile(50).orElseThrow()).isBetween(872L, 928L);
    assertThat(send.request().percentile(50)).hasValue(12);
  }

  @Test
  void whatWasTakenIsNotTakenAgain() {
    // Given
    recorder.received("send", 7);
    recorder.take();
    recorder.received("send", 1);

    // Then
    assertThat(recorder.take().stats().get("send").of(Fate.RECEIVED)).isEqualTo(1);
    assertThat(recorder.take().stats()).isEmpty();
  }

  @Test
  void losesNothingThatIsCountedWhileItIsTaken() throws Exception {
    // Given
    var done = new AtomicBoolean();
    var sum = DeliveryStats.NONE;

    // When
    try (var threads = Executors.newFixedThreadPool(5)) {
      var taking =
          threads.submit(() -> {
            var all = DeliveryStats.NONE;
            while (!done.get()) {
              all = recorder.take().stats().values().stream().reduce(all, DeliveryStats::plus);
            }
            return all;
          });
      var counting =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(i ->
                  threads.submit(() -> {
                    for (int n = 0; n < 50_000; n++) {
                      recorder.delivered("send", Duration.ofMillis(n), Duration.ofMillis(i));
                      recorder.dead("send", "code" + n % 5);
                    }
                  }))
              .toList();
      for (var each : counting) {
        each.get();
      }
      done.set(true);
      sum = taking.get();
    }
    sum = recorder.take().stats().values().stream().reduce(sum, DeliveryStats::plus);

    // Then
    assertThat(sum.of(Fate.DELIVERED)).isEqualTo(200_000);
    assertThat(sum.of(Fate.DEAD)).isEqualTo(200_000);
    assertThat(sum.latency().count()).isEqualTo(200_000);
    assertThat(sum.request().count()).isEqualTo(200_000);
  }

  @Test
  void isBoundedWhateverCodesAndActionsThereAre() {
    // When
    for (int i = 0; i < 10_000; i++) {
      recorder.dead("send", "code" + i);
      recorder.dead("action" + i, "refused");
      recorder.example(sample("code" + i, "m"));
    }

    // Then
    var taken = recorder.take();
    assertThat(taken.stats()).hasSizeLessThan(110);
    assertThat(taken.stats().get("send").byCode(Fate.DEAD)).hasSizeLessThan(70);
    assertThat(taken.stats().values().stream().mapToLong(each -> each.of(Fate.DEAD)).sum())
        .isEqualTo(20_000);
    assertThat(taken.samples()).hasSizeLessThan(70);
  }

  @Test
  void keepsFiveExamplesOfEachReasonBetweenTwoTakings() {
    // When
    for (int i = 0; i < 9; i++) {
      recorder.example(sample("refused", "m" + i));
    }
    var first = recorder.take().samples();
    recorder.example(sample("refused", "m9"));

    // Then
    assertThat(first).hasSize(5);
    assertThat(recorder.take().samples()).containsExactly(sample("refused", "m9"));
  }

  @Test
  void anExampleIsOneShortLineWithoutSecrets() {
    // When
    var sample =
        new Sample(
                new Reason(Fate.DEAD, "bad\ncode"),
                "send",
                NOW,
                "m\u001f1",
                "refused\r\nkey topsecret1 " + "x".repeat(1_000))
            .redacted(new Redaction(List.of("topsecret1")));

    // Then
    assertThat(sample.message()).startsWith("refused key *** xxx").hasSizeLessThanOrEqualTo(300);
    assertThat(sample.messageId()).isEqualTo("m 1");
    assertThat(sample.reason().code()).isEqualTo("bad code");
  }

  private static Sample sample(String code, String id) {
    return new Sample(new Reason(Fate.DEAD, code), "send", NOW, id, "no");
  }
}
