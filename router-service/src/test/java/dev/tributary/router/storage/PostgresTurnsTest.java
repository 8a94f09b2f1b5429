package dev.tributary.router.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.delivery.Turns;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Turns in a real PostgreSQL, as several routers take them at once. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class PostgresTurnsTest {

  private static final int ROUTERS = 6;

  @Inject Turns turns;

  private final String whose = "s3 " + UUID.randomUUID();

  @Test
  void letsOneAtATimeAndEachInTheEnd() throws Exception {
    // Given
    var inside = new AtomicInteger();
    Callable<Integer> once =
        () ->
            turns.take(
                whose,
                () -> {
                  int now = inside.incrementAndGet();
                  pause();
                  inside.decrementAndGet();
                  return now;
                });

    // When
    try (var threads = Executors.newFixedThreadPool(ROUTERS)) {
      for (var seen : threads.invokeAll(Collections.nCopies(ROUTERS, once))) {
        // Then
        assertThat(seen.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void letsWhatIsOfAnotherNameNotWait() throws Exception {
    // Given: one that is at it until the other is done
    var other = new CountDownLatch(1);
    try (var thread = Executors.newSingleThreadExecutor()) {
      var first =
          thread.submit(() ->
              turns.take(
                  whose,
                  () -> {
                    awaitThe(other);
                    return "first";
                  }));

      // When
      var second = turns.take(whose + " 2", () -> "second");
      other.countDown();

      // Then
      assertThat(second).isEqualTo("second");
      assertThat(first.get()).isEqualTo("first");
    }
  }

  @Test
  void givesItsTurnAwayWhenTheWorkFails() {
    assertThatThrownBy(() ->
            turns.take(
                whose,
                () -> {
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");
    assertThat(turns.<String>take(whose, () -> "next")).isEqualTo("next");
  }

  private static void awaitThe(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
