package dev.tributary.local.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** How the one local node is configured: small, single, and strict about topics. */
final class KafkaSettings {

  static final String LOGGING =
      """
      status = warn
      appender.stdout.type = Console
      appender.stdout.name = STDOUT
      appender.stdout.layout.type = PatternLayout
      appender.stdout.layout.pattern = %d %p %m (%c)%n
      rootLogger.level = warn
      rootLogger.appenderRef.stdout.ref = STDOUT
      """;

  private static final int INTERNAL_PARTITIONS = 5;

  private KafkaSettings() {}

  static Properties of(Path data, int port, int controllerPort) {
    var properties = new Properties();
    properties.putAll(node(data, port, controllerPort));
    properties.putAll(internalTopics());
    properties.putAll(LIMITS);
    return properties;
  }

  private static Map<String, String> node(Path data, int port, int controllerPort) {
    var client = "PLAINTEXT://" + Ports.LOOPBACK + ":" + port;
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        // The controller is asked only by this node, so its port may differ at every start.
        "controller.quorum.voters", "1@" + Ports.LOOPBACK + ":" + controllerPort,
        "controller.listener.names", "CONTROLLER",
        "listeners", client + ",CONTROLLER://" + Ports.LOOPBACK + ":" + controllerPort,
        "advertised.listeners", client,
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "PLAINTEXT",
        "log.dirs", data.toString());
  }

  private static Map<String, String> internalTopics() {
    var partitions = Integer.toString(INTERNAL_PARTITIONS);
    return Map.of(
        "offsets.topic.num.partitions", partitions,
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.num.partitions", partitions,
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "default.replication.factor", "1",
        "auto.create.topics.enable", "false");
  }

  private static final Map<String, String> LIMITS =
      Map.of(
          "group.initial.rebalance.delay.ms", "0",
          "message.max.bytes", Integer.toString(5 << 20),
          "num.network.threads", "2",
          "num.io.threads", "4",
          "background.threads", "4",
          // 128 MB by default, a third of the heap.
          "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20),
          // A node that was killed is taken back after this long, not after nine seconds.
          "broker.session.timeout.ms", "2000",
          "broker.heartbeat.interval.ms", "500");
}
