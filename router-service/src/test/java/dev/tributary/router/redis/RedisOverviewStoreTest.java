package dev.tributary.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.redis.RedisLine;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.overview.MinuteSeries;
import dev.tributary.router.domain.overview.OverviewStore;
import dev.tributary.router.domain.overview.OverviewStoreContract;
import dev.tributary.router.domain.overview.Overviews;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisOverviewStoreTest extends OverviewStoreContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final long MINUTE = MinuteSeries.minute(NOW);

  private static RedisBed bed;

  private final RedisLine line = bed.line();
  private final OverviewStore store = new RedisOverviewStore(line);

  @BeforeAll
  static void open() {
    bed = new RedisBed();
  }

  @AfterAll
  static void close() {
    bed.close();
  }

  @Override
  protected OverviewStore store() {
    return store;
  }

  @Test
  void handsInWhatWasCountedWhileRedisWasAway() {
    // Given
    var overviews = new Overviews(store, "r", NOW);
    overviews.open("away").received("send", 3);
    bed.kill();
    assertThatThrownBy(() -> overviews.round(NOW)).isInstanceOf(Unavailable.class);
    overviews.open("away").received("send", 4);
    assertThatThrownBy(() -> store.read("away", MINUTE, MINUTE)).isInstanceOf(Unavailable.class);

    // When
    bed.restart();
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(Unavailable.class)
        .until(() -> {
          overviews.round(NOW);
          return true;
        });

    // Then
    assertThat(store.read("away", MINUTE, MINUTE).total().of(Fate.RECEIVED)).isEqualTo(7);
  }

  @Test
  void countsAreKeptFourteenDaysAndTimesOne() {
    // Given
    var overviews = new Overviews(store, "r2", NOW);
    overviews.open("kept").delivered("send", Duration.ofMillis(9), Duration.ofMillis(5));

    // When
    overviews.round(NOW);

    // Then
    assertThat(secondsLeft("counts:" + MINUTE)).isBetween(1_209_000L, 1_209_600L);
    assertThat(secondsLeft("times:" + MINUTE)).isBetween(86_000L, 86_400L);
  }

  private long secondsLeft(String key) {
    var ask = Request.cmd(Command.TTL).arg("tributary:router:overview:kept:" + key);
    return Long.parseLong(line.ask(ask, SOON).toString());
  }
}
