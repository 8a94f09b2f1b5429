package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.wire.ProfileWire;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies of profiles in Redis. Each key holds the highest version heard of and, unless that was
 * heard without a copy, the copy of that version: a slow reader that comes with an older one is
 * turned away, so that it can never undo a change. Wiping Redis costs speed only.
 */
@ApplicationScoped
class RedisProfileCache implements ProfileCache {

  static final String PREFIX = "tributary:identity:";
  static final String PROFILE = PREFIX + "profile:";

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
      redis.call('PUBLISH', ARGV[#KEYS + 2], ARGV[#KEYS + 3])
      return 1
      """;

  private final CacheLine redis;
  private final NearAnswers answers;
  private final String ttlMillis;

  RedisProfileCache(CacheLine redis, NearAnswers answers, IdentityConfig config) {
    this.redis = redis;
    this.answers = answers;
    this.ttlMillis = Long.toString(config.cache().ttl().toMillis());
  }

  @Override
  public Optional<ProfileId> owner(Identifier identifier) {
    return redis
        .ask(Request.cmd(Command.GET).arg(key(identifier)))
        .map(response -> new ProfileId(UUID.fromString(response.toString())));
  }

  @Override
  public void keepOwner(Identifier identifier, ProfileId owner) {
    redis.tell(Request.cmd(Command.PSETEX).arg(key(identifier)).arg(ttlMillis).arg(owner.text()));
  }

  @Override
  public Optional<Profile> find(ProfileId id) {
    return redis
        .ask(Request.cmd(Command.HGET).arg(key(id)).arg("copy"))
        .flatMap(RedisProfileCache::read);
  }

  @Override
  public void keep(Profile profile) {
    var copy = ProfileWire.toText(profile);
    if (copy.length() <= MAX_COPY_LENGTH) {
      var version = Long.toString(profile.version());
      redis.tell(eval(List.of(KEEP, "1", key(profile.id()), version, copy, ttlMillis)));
    }
  }

  @Override
  public void changed(Map<ProfileId, Long> versions) {
    var ids = new ArrayList<ProfileId>();
    versions.forEach((id, version) -> {
      if (version > FIRST_VERSION) { // Nobody can have an older copy of a new profile.
        answers.changed(id);
        ids.add(id);
      }
    });
    for (int from = 0; from < ids.size(); from += KEYS_PER_CALL) {
      var some = ids.subList(from, Math.min(from + KEYS_PER_CALL, ids.size()));
      var call = new ArrayList<>(List.of(CHANGED, Integer.toString(some.size())));
      some.forEach(id -> call.add(key(id)));
      call.add(ttlMillis);
      some.forEach(id -> call.add(String.valueOf(versions.get(id))));
      call.add(ChangesHeard.CHANNEL);
      call.add(ChangesHeard.message(some));
      redis.tell(eval(call));
    }
  }

  private static Request eval(List<String> arguments) {
    var request = Request.cmd(Command.EVAL);
    arguments.forEach(request::arg);
    return request;
  }

  private static Optional<Profile> read(Response copy) {
    try {
      return Optional.of(ProfileWire.parse(copy.toString()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // Another release wrote it, in its own way.
    }
  }

  private static String key(ProfileId id) {
    return PROFILE + id.text();
  }

  private static String key(Identifier identifier) {
    return PREFIX + "owner:" + identifier.type().name() + ":" + identifier.value();
  }
}
