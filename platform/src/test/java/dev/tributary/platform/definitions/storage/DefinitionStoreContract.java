package dev.tributary.platform.definitions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.definition.ChangeOutcome;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionChange;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DefinitionStore} holds to. Names are fresh, so a store may hold other things.
 */
abstract class DefinitionStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-23T20:00:00.123456Z");

  private final DefinitionKey key = key("contract");

  abstract DefinitionStore store();

  @Test
  void readsBackExactlyWhatWasWritten() {
    // Given
    var spec =
        new Json.Obj(
            java.util.Map.of(
                "text", Json.of("Zürich \u0001 😀 \" \\"),
                "number", Json.of(new java.math.BigDecimal("12345678901234567890.10")),
                "list", Json.arrayOf(Json.Null.VALUE, Json.Bool.TRUE, Json.Obj.EMPTY)));

    // When
    var outcome = store().apply(write(spec, Origin.KUBERNETES));

    // Then
    var expected = new Definition(key, 1, spec, Origin.KUBERNETES, "ada", NOW);
    assertThat(outcome)
        .isEqualTo(new ChangeOutcome.Changed(new DefinitionVersion.Written(expected)));
    assertThat(store().current(key)).contains(expected);
    assertThat(store().all(key.kind())).contains(expected);
    assertThat(store().newest()).contains(new DefinitionVersion.Written(expected));
  }

  @Test
  void hasNothingUnderAKeyNobodyWrote() {
    assertThat(store().current(key)).isEmpty();
    assertThat(store().versions(key)).isEmpty();
    assertThat(store().apply(delete(Origin.API))).isEqualTo(new ChangeOutcome.Absent());
    assertThat(store().unpublished()).doesNotContain(key);
  }

  @Test
  void keepsEveryVersionAndNeverReusesANumber() {
    store().apply(write(spec(1), Origin.API));
    store().apply(write(spec(2), Origin.API));
    store().apply(delete(Origin.API));
    assertThat(store().current(key)).isEmpty();
    assertThat(store().all(key.kind())).noneMatch(definition -> definition.key().equals(key));
    store().apply(write(spec(1), Origin.API));

    assertThat(store().versions(key))
        .extracting(DefinitionVersion::version)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(store().versions(key).get(1)).isInstanceOf(DefinitionVersion.Deleted.class);
  }

  @Test
  void storesNothingForTheSameSpecFromTheSameOrigin() {
    store().apply(write(spec(1), Origin.API));

    assertThat(store().apply(write(spec(1), Origin.API))).isInstanceOf(ChangeOutcome.Same.class);
    assertThat(store().versions(key)).hasSize(1);
  }

  @Test
  void givesEachOfManyConcurrentWritersAVersionOfItsOwn() throws Exception {
    // Given
    int writers = 24;
    List<Long> versions = new ArrayList<>();

    // When
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writes =
          IntStream.range(0, writers)
              .mapToObj(i -> threads.submit(() -> store().apply(write(spec(i), Origin.API))))
              .toList();
      for (var write : writes) {
        if (write.get() instanceof ChangeOutcome.Changed(var version)) {
          versions.add(version.version());
        }
      }
    }

    // Then
    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, writers).boxed().toList());
    assertThat(store().versions(key)).hasSize(writers);
  }

  @Test
  void publishesTheNewestVersionOnce() {
    // Given
    store().apply(write(spec(1), Origin.API));
    store().apply(write(spec(2), Origin.API));
    assertThat(store().unpublished()).contains(key);
    var published = new ArrayList<Long>();

    // When
    store().publish(key, version -> published.add(version.version()));
    store().publish(key, version -> published.add(version.version()));

    // Then
    assertThat(published).containsExactly(2L);
    assertThat(store().unpublished()).doesNotContain(key);
  }

  @Test
  void publishesAgainAfterACrashBetweenPublishingAndRemembering() {
    // Given
    store().apply(write(spec(1), Origin.API));
    var published = new ArrayList<Long>();

    // When
    assertThatThrownBy(() ->
            store()
                .publish(
                    key,
                    version -> {
                      published.add(version.version());
                      throw new IllegalStateException("crash");
                    }))
        .hasMessageContaining("crash");

    // Then
    assertThat(store().unpublished()).contains(key);
    store().publish(key, version -> published.add(version.version()));
    assertThat(published).containsExactly(1L, 1L);
  }

  @Test
  void publishesADeletionAndWhatIsToBePublishedAgain() {
    // Given
    store().apply(write(spec(1), Origin.API));
    store().apply(delete(Origin.API));
    var published = new ArrayList<DefinitionVersion>();

    // When
    store().publish(key, published::add);
    store().republish(key);
    store().publish(key, published::add);

    // Then
    assertThat(published).hasSize(2).allMatch(DefinitionVersion.Deleted.class::isInstance);
  }

  @Test
  void listsWhatIsUnpublishedInTheOrderOfTheChanges() {
    // Given
    var first = key("z");
    var second = key("a");
    store().apply(new DefinitionChange.Write(first, spec(1), Origin.API, "ada", NOW));
    store()
        .apply(new DefinitionChange.Write(second, spec(1), Origin.API, "ada", NOW.plusMillis(1)));

    // When, then
    assertThat(store().unpublished()).containsSubsequence(first, second);
  }

  private DefinitionChange write(Json.Obj spec, Origin origin) {
    return new DefinitionChange.Write(key, spec, origin, "ada", NOW);
  }

  private DefinitionChange delete(Origin origin) {
    return new DefinitionChange.Delete(key, origin, "ada", NOW);
  }

  private static Json.Obj spec(int number) {
    return Json.object("number", Json.of(number));
  }

  private static DefinitionKey key(String prefix) {
    return new DefinitionKey(Kind.ENTITY, prefix + "-" + UUID.randomUUID());
  }
}
