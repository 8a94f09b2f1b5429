package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link BucketStore} does. Its clock may be any: tokens take an hour. */
public abstract class BucketStoreContract {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Pace PACE = pace(LONG, 10);

  private final String destination = "contract-" + UUID.randomUUID();

  protected abstract BucketStore store();

  @Test
  public void aBucketThatIsNewRestsOnceForAllAndIsEmptyAfterwards() {
    // When
    var first = store().draw(destination, new Draw(PACE, 1, 1, LONG, false));
    var second = store().draw(destination, new Draw(PACE, 1, 1, LONG, false));
    var other = destination + "-other";
    store().draw(other, draw(1, 1));

    // Then
    assertThat(first).isEqualTo(new Drawn.Fresh(LONG));
    assertThat(((Drawn.Apart) second).time()).isBetween(minutes(59), minutes(60));
    await().until(() -> !(store().draw(other, draw(1, 1)) instanceof Drawn.Apart));
    assertThat(wait(store().draw(other, draw(1, 1)))).isBetween(minutes(59), minutes(60));
  }

  @Test
  public void aBucketThatNobodyDrewFromLongEnoughIsFull() {
    // Given
    fill(destination);

    // Then
    assertThat(store().draw(destination, draw(1, 50))).isEqualTo(new Drawn.Granted(10));
  }

  @Test
  public void saysHowLongTheLeastThatIsOfUseTakes() {
    // Given
    fill(destination);
    tokens(store().draw(destination, draw(1, 8)));

    // Then
    assertThat(tokens(store().draw(destination, draw(2, 2)))).isEqualTo(2);
    assertThat(wait(store().draw(destination, draw(1, 1)))).isBetween(minutes(59), minutes(60));
    assertThat(wait(store().draw(destination, draw(4, 9)))).isBetween(minutes(239), minutes(240));
  }

  @Test
  public void aDrawThatIsTooLargeTakesNothing() {
    // Given
    fill(destination);
    tokens(store().draw(destination, draw(1, 7)));

    // When
    wait(store().draw(destination, draw(4, 4)));

    // Then
    assertThat(tokens(store().draw(destination, draw(1, 4)))).isEqualTo(3);
  }

  @Test
  public void eachDestinationHasItsOwn() {
    // Given
    fill(destination);
    tokens(store().draw(destination, draw(1, 10)));

    // When
    fill(destination + "-other");

    // Then
    assertThat(tokens(store().draw(destination + "-other", draw(1, 10)))).isEqualTo(10);
    assertThat(wait(store().draw(destination, draw(1, 1)))).isPositive();
  }

  @Test
  public void restsForAllWhenOneComesBackAndIsEmptyAfterwards() {
    // Given
    fill(destination);

    // When
    var first = store().draw(destination, new Draw(PACE, 1, 1, LONG, true));
    var other = store().draw(destination, new Draw(PACE, 1, 1, LONG, false));
    var second = store().draw(destination, new Draw(PACE, 1, 1, LONG, true));

    // Then
    assertThat(first).isEqualTo(new Drawn.Apart(LONG));
    assertThat(((Drawn.Apart) other).time()).isBetween(minutes(59), minutes(60));
    assertThat(((Drawn.Apart) second).time()).isBetween(minutes(59), minutes(60));
  }

  @Test
  public void anotherPaceHoldsAtOnce() {
    // Given
    fill(destination);
    tokens(store().draw(destination, draw(1, 10)));

    // When
    var faster = pace(Duration.ofMillis(100), 10);

    // Then: a second fills it, however long the slower one would take
    assertThat(wait(store().draw(destination, new Draw(faster, 10, 10, MOMENT, false))))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  public void manyWhoDrawAtOnceGetNoMoreThanThereIs() throws InterruptedException {
    // Given
    var store = store();
    fill(destination);
    var wide = pace(LONG, 500);
    var sum = new AtomicInteger();

    // When
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 200; i++) {
        int most = 1 + i % 7;
        threads.execute(() -> {
          if (store.draw(destination, new Draw(wide, 1, most, MOMENT, false))
              instanceof Drawn.Granted(var tokens)) {
            sum.addAndGet(tokens);
          }
        });
      }
    }

    // Then
    assertThat(sum).hasValue(500);
  }

  @Test
  public void thereIsAtLeastOneReplica() {
    assertThat(store().replicas()).isPositive();
  }

  private static Draw draw(int least, int most) {
    return new Draw(PACE, least, most, MOMENT, false);
  }

  /** Waits until it is full: a bucket that fills fast is, a moment after it has rested. */
  private void fill(String name) {
    var fast = pace(Duration.ofNanos(1_000), 1);
    await()
        .until(
            () -> store().draw(name, new Draw(fast, 1, 1, MOMENT, false)) instanceof Drawn.Granted);
  }

  private static Pace pace(Duration interval, int burst) {
    return new Pace(Pace.micros(interval), burst, Duration.ofMillis(500));
  }

  private static int tokens(Drawn drawn) {
    return ((Drawn.Granted) drawn).tokens();
  }

  private static Duration wait(Drawn drawn) {
    return ((Drawn.Wait) drawn).time();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
