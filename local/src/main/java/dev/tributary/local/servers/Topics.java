package dev.tributary.local.servers;

import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of the bus on a single broker. */
public final class Topics {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Topics() {}

  /**
   * Makes every {@link Topic} that is not there yet, waiting for the broker when it must.
   *
   * @param partitions of the data topics
   */
  public static void create(String bootstrapServers, int partitions) {
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()))) {
      var wanted =
          Arrays.stream(Topic.values())
              .map(topic ->
                  new NewTopic(topic.topicName(), topic.partitions(partitions), (short) 1)
                      .configs(topic.settings()))
              .toList();
      for (var result : admin.createTopics(wanted).values().values()) {
        await(result);
      }
    }
  }

  private static void await(org.apache.kafka.common.KafkaFuture<Void> made) {
    try {
      made.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new ServerNotReady("cannot make the topics: " + e.getCause());
      }
    } catch (TimeoutException e) {
      throw new ServerNotReady("the broker did not make the topics in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerNotReady("interrupted while making the topics");
    }
  }
}
