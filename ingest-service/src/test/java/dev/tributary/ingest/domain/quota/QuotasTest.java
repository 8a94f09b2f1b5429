package dev.tributary.ingest.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuotasTest {

  private static final String SOURCE = "s";
  private static final long MILLI = 1_000_000;

  private long now = 1;

  @Test
  void letsABurstPassAndThenWhatComesInWithTime() {
    // Given
    var quota = new Quota(10, 20);
    var quotas = new Quotas(new Shared(quota), () -> now);

    // Then
    assertThat(take(quotas, quota, 20)).isZero();
    assertThat(take(quotas, quota, 1)).isEqualTo(100);
    now += 200 * MILLI;
    assertThat(take(quotas, quota, 3)).isEqualTo(100);
    now += 100 * MILLI;
    assertThat(take(quotas, quota, 3)).isZero();
  }

  @Test
  void letsABatchPassThatIsLargerThanTheBucket() {
    // Given
    var quota = new Quota(10, 20);
    var quotas = new Quotas(new Shared(quota), () -> now);

    // Then
    assertThat(take(quotas, quota, 5_000)).isZero();
    assertThat(take(quotas, quota, 5_000)).isEqualTo(2_000);
  }

  @Test
  void refusesForAMomentWithoutAskingAgain() {
    // Given
    var quota = new Quota(1, 1);
    var shared = new Shared(quota);
    var quotas = new Quotas(shared, () -> now);
    take(quotas, quota, 1);
    take(quotas, quota, 1);
    int asked = shared.asked;

    // When
    now += 50 * MILLI;
    var refused = take(quotas, quota, 1);

    // Then
    assertThat(refused).isPositive();
    assertThat(quotas.refusedMillis(SOURCE, quota)).isPositive();
    assertThat(shared.asked).isEqualTo(asked);
  }

  @Test
  void letsRequestsWaitForTheOneQuestionThatIsUnderWay() {
    // Given
    var quota = new Quota(100, 100);
    var questions = new ArrayList<Consumer<Drawn>>();
    var quotas = new Quotas((_, _, _, _, whenDone) -> questions.add(whenDone), () -> now);
    var answers = new ArrayList<Long>();

    // When
    for (int i = 0; i < 5; i++) {
      quotas.take(SOURCE, quota, 2, answers::add);
    }
    int before = questions.size();
    questions.getFirst().accept(new Drawn.Granted(6));
    questions.getLast().accept(new Drawn.Wait(7));

    // Then
    assertThat(before).isEqualTo(1);
    assertThat(questions).hasSize(2);
    assertThat(answers).containsExactly(0L, 0L, 0L, 7L, 7L);
  }

  @Test
  void holdsTheQuotaByItselfWhileNothingIsShared() {
    // Given
    var quota = new Quota(10, 10);
    var quotas =
        new Quotas((_, _, _, _, whenDone) -> whenDone.accept(new Drawn.Unavailable()), () -> now);

    // Then
    assertThat(take(quotas, quota, 10)).isZero();
    assertThat(take(quotas, quota, 1)).isEqualTo(100);
    now += 1_000 * MILLI;
    assertThat(take(quotas, quota, 10)).isZero();
  }

  @Test
  void followsAQuotaThatIsChanged() {
    // Given
    var small = new Quota(1, 1);
    var large = new Quota(1_000, 1_000);
    var quotas =
        new Quotas((_, _, _, _, whenDone) -> whenDone.accept(new Drawn.Unavailable()), () -> now);
    take(quotas, small, 1);

    // Then
    assertThat(take(quotas, small, 1)).isPositive();
    assertThat(take(quotas, large, 900)).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void replicasTogetherLetPassWhatTheQuotaSaysAndAPortionEach(long seed) {
    // Given
    var dice = new SplittableRandom(seed);
    var quota = new Quota(dice.nextInt(1, 5_000), dice.nextInt(1, 5_000));
    var shared = new Shared(quota);
    var replicas = List.of(new Quotas(shared, () -> now), new Quotas(shared, () -> now));
    long passed = 0;
    long costs = 0;
    long from = now;

    // When
    for (int i = 0; i < 2_000; i++) {
      now += dice.nextLong(10 * MILLI);
      int events = dice.nextInt(1, 200);
      if (take(replicas.get(dice.nextInt(2)), quota, events) == 0) {
        passed += quota.costOf(events);
      }
      costs += quota.costOf(events);
    }

    // Then
    double allowed = quota.burst() + quota.eventsPerSecond() * ((now - from) / 1e9);
    assertThat((double) passed).isLessThanOrEqualTo(allowed + 1);
    assertThat((double) passed)
        .isGreaterThan(Math.min((double) costs, allowed) * 0.5 - 2 * quota.portion() - 200);
  }

  static LongStream seeds() {
    return new SplittableRandom(42).longs(50);
  }

  private static long take(Quotas quotas, Quota quota, int events) {
    var told = new ArrayList<Long>();
    quotas.take(SOURCE, quota, events, told::add);
    assertThat(told).hasSize(1);
    return told.getFirst();
  }

  /** A bucket that all replicas share, by the clock of the test. */
  private final class Shared implements QuotaStore {

    private final LocalBucket bucket;
    int asked;

    Shared(Quota quota) {
      bucket = new LocalBucket(quota, now);
    }

    @Override
    public void draw(String source, Quota quota, int least, int most, Consumer<Drawn> whenDone) {
      asked++;
      whenDone.accept(bucket.draw(least, most, now));
    }
  }
}
