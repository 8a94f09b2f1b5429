package dev.tributary.identity.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class RedisProfileCacheTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @Inject ProfileCache cache;
  @Inject RedisAPI redis;

  private final ProfileId id =
      ProfileId.ofUnidentified(new Birth(1, ThreadLocalRandom.current().nextLong(1L << 60)));

  @Test
  void givesBackWhatItKeeps() {
    // When
    cache.keep(profile(3));

    // Then
    await().atMost(SOON).until(() -> cache.find(id).isPresent());
    assertThat(cache.find(id)).contains(profile(3));
  }

  @Test
  void aSlowReaderCannotUndoAChange() {
    // Given
    cache.keep(profile(3));
    await().atMost(SOON).until(() -> cache.find(id).isPresent());
    cache.changed(Map.of(id, 4L));
    await().atMost(SOON).until(() -> cache.find(id).isEmpty());

    // When
    cache.keep(profile(3));
    cache.keepOwner(Identifier.of("user_id", "after" + id.text()), id);

    // Then: commands of one connection keep their order, the owner's comes last
    await()
        .atMost(SOON)
        .until(() -> cache.owner(Identifier.of("user_id", "after" + id.text())).isPresent());
    assertThat(cache.find(id)).isEmpty();
    cache.keep(profile(4));
    await().atMost(SOON).until(() -> cache.find(id).isPresent());
    assertThat(cache.find(id)).contains(profile(4));
  }

  @Test
  void aChangeThatIsToldLateDoesNotForgetANewerCopy() {
    // Given
    cache.keep(profile(5));
    await().atMost(SOON).until(() -> cache.find(id).isPresent());

    // When
    cache.changed(Map.of(id, 4L));
    cache.keepOwner(Identifier.of("user_id", "late" + id.text()), id);

    // Then
    await()
        .atMost(SOON)
        .until(() -> cache.owner(Identifier.of("user_id", "late" + id.text())).isPresent());
    assertThat(cache.find(id)).contains(profile(5));
  }

  @Test
  void everyCopyExpires() throws Exception {
    // Given
    cache.keep(profile(3));
    await().atMost(SOON).until(() -> cache.find(id).isPresent());

    // Then
    var left =
        redis
            .pttl(RedisProfileCache.PREFIX + "profile:" + id.text())
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    assertThat(left.toLong()).isBetween(1L, 10_000L);
  }

  private Profile profile(long version) {
    var origin = new Origin(Histories.START, "shop", "m");
    return new Profile(
        id,
        version,
        origin,
        origin,
        List.of(new Profile.Linked(Identifier.of("user_id", "u"), origin)),
        List.of(
            new Profile.Known(
                "version",
                Json.arrayOf(Json.of(version), Json.Null.VALUE),
                Histories.START,
                origin)));
  }
}
