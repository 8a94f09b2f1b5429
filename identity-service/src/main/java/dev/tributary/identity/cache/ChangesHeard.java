package dev.tributary.identity.cache;

import dev.tributary.identity.domain.profile.ProfileId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every changed profile, whichever instance changed it, and has what is near forget it.
 * While nobody can be heard, nothing is near.
 */
@Singleton
class ChangesHeard {

  /** The channel on which the ids of changed profiles are told, without a separator. */
  static final String CHANNEL = RedisProfileCache.PREFIX + "changed";

  private static final Logger LOG = Logger.getLogger(ChangesHeard.class);
  private static final long AGAIN_MILLIS = 1_000;
  private static final int ID_LENGTH = 36;

  private final Redis redis;
  private final NearAnswers answers;
  private final Vertx vertx;
  private volatile boolean ended;
  private @Nullable RedisConnection line;

  ChangesHeard(Redis redis, NearAnswers answers, Vertx vertx) {
    this.redis = redis;
    this.answers = answers;
    this.vertx = vertx;
  }

  /** As the channel tells it. */
  static String message(List<ProfileId> profiles) {
    var message = new StringBuilder(profiles.size() * ID_LENGTH);
    profiles.forEach(profile -> message.append(profile.text()));
    return message.toString();
  }

  void start(@Observes StartupEvent event) {
    if (answers.enabled()) {
      subscribe();
    }
  }

  void end(@Observes ShutdownEvent event) {
    ended = true;
    answers.deaf();
  }

  private void subscribe() {
    if (!ended) {
      var _ = redis.connect().onSuccess(this::listen).onFailure(_ -> subscribeLater());
    }
  }

  private synchronized void listen(RedisConnection connected) {
    line = connected;
    var _ =
        connected
            .handler(this::heard)
            .exceptionHandler(_ -> lost(connected))
            .endHandler(_ -> lost(connected));
    var _ =
        connected.send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL)).onFailure(_ -> lost(connected));
  }

  private void heard(Response said) {
    switch (said.get(0).toString()) {
      case "subscribe" -> answers.hearing();
      case "message" -> changed(said.get(2).toString());
      default -> LOG.debug("Redis said something that was not asked for");
    }
  }

  private void changed(String message) {
    for (int at = 0; at + ID_LENGTH <= message.length(); at += ID_LENGTH) {
      answers.changed(new ProfileId(UUID.fromString(message.substring(at, at + ID_LENGTH))));
    }
  }

  private synchronized void lost(RedisConnection broken) {
    if (broken.equals(line)) {
      line = null;
      answers.deaf();
      var _ = broken.close();
      subscribeLater();
    }
  }

  private void subscribeLater() {
    if (!ended) {
      var _ = vertx.setTimer(AGAIN_MILLIS, _ -> subscribe());
    }
  }
}
