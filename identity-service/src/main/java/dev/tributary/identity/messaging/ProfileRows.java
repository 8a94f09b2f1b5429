package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.proto.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The rows of the profile tables that a decision becomes: sent in the transaction of the decision's
 * own records, with the headers of the event's record and the time it was received.
 */
@ApplicationScoped
class ProfileRows {

  private final ProfileTables tables;

  ProfileRows(ProfileTables tables) {
    this.tables = tables;
  }

  void add(Decoded accepted, Decision decision, Output output) {
    if (tables == ProfileTables.LEFT_OUT) {
      return;
    }
    var event = accepted.event();
    for (var row : ProfileUpdateWire.of(decision, accepted.evidence().joining(), event)) {
      output
          .records()
          .add(
              new ProducerRecord<>(
                  Topic.PROFILE_UPDATES.topicName(),
                  null,
                  Math.max(0, event.getReceivedAtMillis()),
                  ProfileUpdateWire.key(row).getBytes(StandardCharsets.UTF_8),
                  row.toByteArray(),
                  accepted.record().headers()));
      output.row(ProfileUpdateWire.table(row));
    }
  }
}
