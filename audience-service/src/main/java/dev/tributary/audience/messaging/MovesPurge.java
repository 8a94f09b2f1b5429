package dev.tributary.audience.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Deletes from {@code moves} what all partitions have taken in: it is in their state, and nobody
 * reads it again. Kafka keeps what was not read, however long the service is away.
 */
final class MovesPurge {

  private static final Logger LOG = Logger.getLogger(MovesPurge.class);
  private static final int PATIENCE_SECONDS = 5;

  private MovesPurge() {}

  /** Does so; what cannot be deleted now is deleted next time. */
  static void run(Map<String, Object> adminSettings) {
    try (var admin = Admin.create(adminSettings)) {
      var taken = new HashMap<TopicPartition, RecordsToDelete>();
      admin
          .listConsumerGroupOffsets(StreamSettings.APPLICATION_ID)
          .partitionsToOffsetAndMetadata()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .forEach((partition, committed) -> {
            if (partition.topic().equals(AudienceTopology.MOVES_TOPIC) && committed != null) {
              taken.put(partition, RecordsToDelete.beforeOffset(committed.offset()));
            }
          });
      if (!taken.isEmpty()) {
        admin.deleteRecords(taken).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("What was taken in cannot be deleted from moves just now (%s)", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
