package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.wire.ProfileWire;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of profiles in Redis. Each key holds the highest version heard of and, unless that was
 * heard without a copy, the copy of that version: a slow reader that comes with an older one is
 * turned away, so that it can never undo a change. Wiping Redis costs speed only.
 *
 * <p>While Redis is away it is left alone for a moment after each failure, and PostgreSQL answers.
 */
@ApplicationScoped
class RedisProfileCache implements ProfileCache {

  static final String PREFIX = "tributary:identity:";

  private static final long PATIENCE_MILLIS = 250;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_COPY_LENGTH = 1 << 20;
  private static final int KEYS_PER_CALL = 200;
  private static final long FIRST_VERSION = 1;

  private static final String KEEP =
      """
      local heard = redis.call('HGET', KEYS[1], 'version')
      if heard and tonumber(heard) > tonumber(ARGV[1]) then return 0 end
      redis.call('HSET', KEYS[1], 'version', ARGV[1], 'copy', ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return 1
      """;

  private static final String CHANGED =
      """
      for i, key in ipairs(KEYS) do
        local heard = redis.call('HGET', key, 'version')
        if not heard or tonumber(heard) < tonumber(ARGV[i + 1]) then
          redis.call('HSET', key, 'version', ARGV[i + 1])
          redis.call('HDEL', key, 'copy')
          redis.call('PEXPIRE', key, ARGV[1])
        end
      end
      return 1
      """;

  private final RedisAPI redis;
  private final boolean enabled;
  private final String ttlMillis;
  private volatile long restUntilNanos = System.nanoTime();

  RedisProfileCache(RedisAPI redis, IdentityConfig config) {
    this.redis = redis;
    this.enabled = config.cache().enabled();
    this.ttlMillis = Long.toString(config.cache().ttl().toMillis());
  }

  @Override
  public Optional<ProfileId> owner(Identifier identifier) {
    return ask(() -> redis.get(key(identifier)))
        .map(response -> new ProfileId(UUID.fromString(response.toString())));
  }

  @Override
  public void keepOwner(Identifier identifier, ProfileId owner) {
    tell(() -> redis.psetex(key(identifier), ttlMillis, owner.text()));
  }

  @Override
  public Optional<Profile> find(ProfileId id) {
    return ask(() -> redis.hget(key(id), "copy")).flatMap(RedisProfileCache::read);
  }

  @Override
  public void keep(Profile profile) {
    var copy = ProfileWire.toText(profile);
    if (copy.length() <= MAX_COPY_LENGTH) {
      var version = Long.toString(profile.version());
      tell(() -> redis.eval(List.of(KEEP, "1", key(profile.id()), version, copy, ttlMillis)));
    }
  }

  @Override
  public void changed(Map<ProfileId, Long> versions) {
    var keys = new ArrayList<String>();
    var numbers = new ArrayList<String>();
    versions.forEach((id, version) -> {
      if (version > FIRST_VERSION) { // Nobody can have an older copy of a new profile.
        keys.add(key(id));
        numbers.add(Long.toString(version));
      }
    });
    for (int from = 0; from < keys.size(); from += KEYS_PER_CALL) {
      int to = Math.min(from + KEYS_PER_CALL, keys.size());
      var call = new ArrayList<>(List.of(CHANGED, Integer.toString(to - from)));
      call.addAll(keys.subList(from, to));
      call.add(ttlMillis);
      call.addAll(numbers.subList(from, to));
      tell(() -> redis.eval(call));
    }
  }

  private Optional<Response> ask(Supplier<Future<@Nullable Response>> question) {
    if (resting()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          question
              .get()
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException _) {
      rest();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void tell(Supplier<Future<@Nullable Response>> fact) {
    if (!resting()) {
      var _ = fact.get().onFailure(_ -> rest());
    }
  }

  private boolean resting() {
    return !enabled || System.nanoTime() - restUntilNanos < 0;
  }

  private void rest() {
    restUntilNanos = System.nanoTime() + REST_NANOS;
  }

  private static Optional<Profile> read(Response copy) {
    try {
      return Optional.of(ProfileWire.parse(copy.toString()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // Another release wrote it, in its own way.
    }
  }

  private static String key(ProfileId id) {
    return PREFIX + "profile:" + id.text();
  }

  private static String key(Identifier identifier) {
    return PREFIX + "owner:" + identifier.type().name() + ":" + identifier.value();
  }
}
