package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of traits that waited, at connectors that tell them in several actions or in none. */
class ActionsOfValuesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void countsADeliveryForEachActionThatTakesTheValue(int mostWaiting) throws InterruptedException {
    // Given
    var both =
        "{\"action\": \"updateUser\", \"trigger\": \"type = 'identify'\"},"
            + "{\"action\": \"createAlias\", \"trigger\": \"type = 'identify'\"}";
    var world = world(mostWaiting, both);

    // When
    settle(world);

    // Then
    var balance = world.board().balance();
    assertThat(balance.delivered()).isEqualTo(2);
    assertThat(balance.pending()).isZero();
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void discardsAValueThatNoActionTakes() throws InterruptedException {
    // Given
    var world =
        new DebounceWorld(
            1,
            100,
            DebounceWorld.destination(
                """
                {"connector": "slack", "settings": {"url": {"env": "SLACK_URL"}},
                 "traits": [{"name": "d", "debounce": "1s"}]}
                """));

    // When
    settle(world);

    // Then
    var balance = world.board().balance();
    assertThat(balance.discarded()).containsEntry("no_action", 1L);
    assertThat(balance.pending()).isZero();
  }

  private static DebounceWorld world(int mostWaiting, String actions) {
    var spec =
        """
        {"connector": "braze", "settings": {"apiKey": {"env": "BRAZE_KEY"}, "region": "eu-01"},
         "traits": [{"name": "d", "debounce": "1s"}], "actions": [%s]}
        """
            .formatted(actions);
    return new DebounceWorld(1, mostWaiting, DebounceWorld.destination(spec));
  }

  /** A value comes, waits for its time, and is told. */
  private static void settle(DebounceWorld world) throws InterruptedException {
    world.change("d", 1, 0);
    world.read(10);
    for (int i = 0; i < 5; i++) {
      world.pass(Duration.ofSeconds(1));
      world.read(10);
      var _ = world.recall(10);
      var _ = world.send(10, 0);
    }
  }
}
