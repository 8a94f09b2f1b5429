package dev.tributary.identity.cache;

import dev.tributary.identity.domain.profile.AnswerCache;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers in Redis beside the copies they were made of, and some of them here. Redis answers with
 * one only while its profile's copy is known to be of the same version, and it expires with the
 * copy that was there when it was kept.
 */
@ApplicationScoped
class RedisAnswerCache implements AnswerCache {

  private static final String ANSWER = RedisProfileCache.PREFIX + "answer:";
  private static final int MAX_QUESTION_LENGTH = 2_048;
  private static final int MAX_ANSWER_LENGTH = 1 << 18;

  private static final String KEEP =
      """
      if redis.call('HGET', KEYS[2], 'version') ~= ARGV[1] then return 0 end
      if redis.call('HEXISTS', KEYS[2], 'copy') == 0 then return 0 end
      local left = redis.call('PTTL', KEYS[2])
      if left <= 0 then return 0 end
      redis.call('HSET', KEYS[1], 'profile', ARGV[2], 'version', ARGV[1], 'body', ARGV[3])
      redis.call('PEXPIRE', KEYS[1], left)
      return 1
      """;

  private static final String ASK =
      """
      local kept = redis.call('HMGET', KEYS[1], 'profile', 'version', 'body')
      if not kept[1] then return false end
      if redis.call('HGET', ARGV[1] .. kept[1], 'version') ~= kept[2] then return false end
      return {kept[3], kept[1], kept[2], redis.call('PTTL', KEYS[1])}
      """;

  private final CacheLine redis;
  private final NearAnswers answers;

  RedisAnswerCache(CacheLine redis, NearAnswers answers) {
    this.redis = redis;
    this.answers = answers;
  }

  @Override
  public Optional<byte[]> near(String question) {
    return answers.find(question);
  }

  @Override
  public CompletionStage<Optional<byte[]>> shared(String question) {
    if (redis.resting() || question.length() > MAX_QUESTION_LENGTH) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    long askedAt = answers.now();
    var ask =
        Request.cmd(Command.EVAL)
            .arg(ASK)
            .arg(1)
            .arg(ANSWER + question)
            .arg(RedisProfileCache.PROFILE);
    return redis
        .send(ask)
        .map(kept -> answer(question, kept, askedAt))
        .otherwise(Optional.empty())
        .toCompletionStage();
  }

  @Override
  public void keep(String question, Profile profile, byte[] answer) {
    if (question.length() <= MAX_QUESTION_LENGTH && answer.length <= MAX_ANSWER_LENGTH) {
      var id = profile.id().text();
      redis.tell(
          Request.cmd(Command.EVAL)
              .arg(KEEP)
              .arg(2)
              .arg(ANSWER + question)
              .arg(RedisProfileCache.PROFILE + id)
              .arg(profile.version())
              .arg(id)
              .arg(answer));
    }
  }

  private Optional<byte[]> answer(String question, @Nullable Response kept, long askedAt) {
    if (kept == null) {
      return Optional.empty();
    }
    var body = kept.get(0).toBytes();
    var profile = new ProfileId(UUID.fromString(kept.get(1).toString()));
    long version = Long.parseLong(kept.get(2).toString());
    long leftMillis = Long.parseLong(kept.get(3).toString());
    long expiresAt = askedAt + TimeUnit.MILLISECONDS.toNanos(leftMillis);
    answers.keep(question, body, profile, version, askedAt, expiresAt);
    return Optional.of(body);
  }
}
