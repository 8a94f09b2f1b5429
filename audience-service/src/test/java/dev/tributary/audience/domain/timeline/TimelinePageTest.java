package dev.tributary.audience.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.domain.timeline.TimelineQuestion.Order;
import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimelinePageTest {

  private static final Retention RETENTION = new Retention(Duration.ofSeconds(1), 10_000);
  private static final long NOW = 5_000;

  @ParameterizedTest
  @MethodSource("seeds")
  void readsBackEveryReferenceItWrote(long seed) {
    // Given
    var references = drawn(new SplittableRandom(seed), 40);

    // When
    var read = References.fromBytes(References.toBytes(references));

    // Then
    assertThat(read).isEqualTo(references);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pagesThroughEverythingOnceInOrder(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var all = drawn(random, random.nextInt(60));
    var order = random.nextBoolean() ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
    var question = new TimelineQuestion(0, 0, Set.of(), Set.of(), random.nextInt(1, 9), order);

    // When
    var paged = new ArrayList<EventReference>();
    var cursor = "";
    do {
      var page = TimelinePage.of(all, question, cursor, RETENTION, NOW);
      assertThat(page.references()).hasSizeLessThanOrEqualTo(question.limit());
      paged.addAll(page.references());
      cursor = page.nextCursor();
    } while (!cursor.isEmpty());

    // Then
    var comparator =
        order == Order.OLDEST_FIRST ? EventReference.BY_TIME : EventReference.BY_TIME.reversed();
    assertThat(paged)
        .isEqualTo(
            all.stream()
                .filter(one -> one.atMillis() > NOW - 1_000 && one.atMillis() < NOW)
                .sorted(comparator)
                .toList());
  }

  @Test
  void choosesByTimeAndName() {
    // Given
    var all = List.of(at(4_100, "A", 1), at(4_200, "B", 2), at(4_300, "A", 3), at(4_400, "C", 4));

    // When, Then
    assertThat(offsets(all, 4_200, 4_400, Set.of(), Set.of())).containsExactly(2L, 3L);
    assertThat(offsets(all, 0, 0, Set.of("A"), Set.of())).containsExactly(1L, 3L);
    assertThat(offsets(all, 0, 0, Set.of(), Set.of("A"))).containsExactly(2L, 4L);
    assertThat(offsets(all, 0, 0, Set.of("A", "B"), Set.of("B"))).containsExactly(1L, 3L);
  }

  @ParameterizedTest
  @CsvSource({"-1,0,10", "0,-1,10", "5,4,10", "0,0,0", "0,0,101"})
  void refusesAQuestionOutOfItsBounds(long start, long end, int limit) {
    assertThatThrownBy(
            () -> new TimelineQuestion(start, end, Set.of(), Set.of(), limit, Order.NEWEST_FIRST))
        .isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @CsvSource({"'%%'", "'abc'", "'nonsenseAAAA'", "'gICAgICAgICAgICAgA'"})
  void refusesACursorThatNoAnswerGave(String cursor) {
    var question = new TimelineQuestion(0, 0, Set.of(), Set.of(), 1, Order.NEWEST_FIRST);

    assertThatThrownBy(() -> TimelinePage.of(List.of(), question, cursor, RETENTION, NOW))
        .isInstanceOf(InvalidValue.class);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private static List<Long> offsets(
      List<EventReference> all, long start, long end, Set<String> include, Set<String> exclude) {
    var question = new TimelineQuestion(start, end, include, exclude, 10, Order.OLDEST_FIRST);
    return TimelinePage.of(all, question, "", RETENTION, NOW).references().stream()
        .map(EventReference::offset)
        .toList();
  }

  private static EventReference at(long millis, String name, long offset) {
    return new EventReference(millis, EventReference.nameKey(name), 1, 0, offset);
  }

  private static List<EventReference> drawn(SplittableRandom random, int size) {
    var references = new ArrayList<EventReference>();
    for (int i = 0; i < size; i++) {
      references.add(
          new EventReference(
              random.nextLong(3_500, 6_000),
              EventReference.nameKey("n" + random.nextInt(3)),
              random.nextBoolean() ? 0 : random.nextLong(),
              random.nextInt(2),
              i));
    }
    return references;
  }
}
