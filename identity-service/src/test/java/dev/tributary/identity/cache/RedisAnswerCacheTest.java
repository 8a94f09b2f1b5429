package dev.tributary.identity.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.AnswerCache;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class RedisAnswerCacheTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject AnswerCache answers;
  @Inject ProfileCache profiles;
  @Inject RedisAPI redis;
  @Inject Redis client;

  private final ProfileId id =
      ProfileId.ofUnidentified(new Birth(2, ThreadLocalRandom.current().nextLong(1L << 60)));
  private final String question = "/" + id.text();

  @Test
  void aKeptAnswerIsSharedAndThenNear() {
    // When
    keep(3);

    // Then
    assertThat(shared()).contains("3");
    assertThat(near()).contains("3");
  }

  @Test
  void anAnswerExpiresWithTheCopyItWasMadeOf() throws Exception {
    // Given
    keep(3);
    var copy = RedisProfileCache.PROFILE + id.text();
    get(redis.pexpire(List.of(copy, "4000")));

    // When
    answers.keep(question, profile(3), "3".getBytes(UTF_8));

    // Then
    await().atMost(SOON).until(() -> shared().isPresent());
    var left = get(redis.pttl(RedisProfileCache.PREFIX + "answer:" + question));
    assertThat(left.toLong()).isBetween(1L, 4_000L);
  }

  @Test
  void aChangeByAnyInstanceEndsAnAnswer() throws Exception {
    // Given
    keep(3);

    // When: another instance, which tells Redis only
    var copy = RedisProfileCache.PROFILE + id.text();
    get(redis.hset(List.of(copy, "version", "4")));
    get(redis.hdel(List.of(copy, "copy")));
    get(redis.publish(ChangesHeard.CHANNEL, ChangesHeard.message(List.of(id))));

    // Then
    await().atMost(SOON).until(() -> near().isEmpty());
    assertThat(shared()).isEmpty();
  }

  @Test
  void thisInstanceForgetsAtOnceWhatItChanged() {
    // Given
    keep(3);

    // When
    profiles.changed(Map.of(id, 4L));

    // Then
    assertThat(near()).isEmpty();
    assertThat(shared()).isEmpty();
    assertThat(near()).isEmpty();
  }

  @Test
  void aChangeIsToldToOtherInstances() throws Exception {
    // Given: one that hears of changes, as every instance does
    var heard = new LinkedBlockingQueue<String>();
    var line = get(client.connect());
    var _ = line.handler(said -> heard.add(said.toString()));
    get(line.send(Request.cmd(Command.SUBSCRIBE).arg(ChangesHeard.CHANNEL)));
    await().atMost(SOON).until(() -> !heard.isEmpty());

    // When
    profiles.changed(Map.of(id, 4L));

    // Then
    await().atMost(SOON).until(() -> heard.stream().anyMatch(said -> said.contains(id.text())));
    get(line.close());
  }

  @Test
  void anAnswerOfAnEarlierVersionIsNotKept() {
    // Given
    keep(3);
    profiles.changed(Map.of(id, 4L));

    // When
    answers.keep(question, profile(3), "3".getBytes(UTF_8));

    // Then
    assertThat(shared()).isEmpty();
    keep(4);
    assertThat(shared()).contains("4");
  }

  @Test
  void withoutTheCopyThereIsNoAnswer() throws Exception {
    // Given
    keep(3);
    assertThat(shared()).isPresent();

    // When
    get(redis.del(List.of(RedisProfileCache.PROFILE + id.text())));

    // Then
    assertThat(shared()).isEmpty();
  }

  /** Repeated while Redis is left alone, because it was slow once. */
  private void keep(long version) {
    await()
        .atMost(SOON)
        .until(() -> {
          profiles.keep(profile(version));
          answers.keep(question, profile(version), Long.toString(version).getBytes(UTF_8));
          return shared().equals(Optional.of(Long.toString(version)));
        });
    await().atMost(SOON).until(() -> shared().isPresent() && near().isPresent());
  }

  private Optional<String> near() {
    return answers.near(question).map(answer -> new String(answer, UTF_8));
  }

  private Optional<String> shared() {
    return answers
        .shared(question)
        .toCompletableFuture()
        .join()
        .map(answer -> new String(answer, UTF_8));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private Profile profile(long version) {
    var origin = new Origin(Histories.START, "shop", "m");
    return new Profile(id, version, origin, origin, List.of(), List.of());
  }
}
