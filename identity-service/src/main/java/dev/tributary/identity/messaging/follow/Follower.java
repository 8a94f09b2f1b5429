package dev.tributary.identity.messaging.follow;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.messaging.GroupConsumer;
import dev.tributary.identity.messaging.InstanceName;
import dev.tributary.identity.messaging.Session;
import dev.tributary.identity.messaging.WorkerGroup;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Follows {@code resolved} from the start of the service to its end, for all listeners there are.
 * Where there are none it reads nothing, so that the first one begins at the beginning.
 */
@ApplicationScoped
class Follower {

  static final String GROUP = "tributary-identity-follower";

  private final IdentityConfig config;
  private final InstanceName instance;
  private final KafkaSettings kafka;
  private final Migrations migrations;
  private final BatchFollower follower;
  private final FollowerMetrics metrics;
  private final WorkerGroup workers = new WorkerGroup();

  Follower(
      IdentityConfig config,
      InstanceName instance,
      KafkaSettings kafka,
      Migrations migrations,
      BatchFollower follower,
      FollowerMetrics metrics) {
    this.config = config;
    this.instance = instance;
    this.kafka = kafka;
    this.migrations = migrations;
    this.follower = follower;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    if (follower.hasListeners()) {
      var member = GROUP + "-" + instance.text();
      workers.start(
          "Following", config.follower().threads(), member, this::session, migrations::done);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.stop();
  }

  private Session session(String name) {
    var consumer =
        new GroupConsumer(kafka, Topic.RESOLVED, GROUP, name, config.follower().batchSize());
    return new FollowerSession(consumer, follower, metrics);
  }
}
