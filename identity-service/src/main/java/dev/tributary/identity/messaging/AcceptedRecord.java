package dev.tributary.identity.messaging;

import com.google.protobuf.UnsafeByteOperations;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.EvidenceReader;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.Event;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code accepted}, as far as it could be read. */
sealed interface AcceptedRecord {

  ConsumerRecord<byte[], byte[]> record();

  /** An event, and what it says about its customer. */
  record Decoded(ConsumerRecord<byte[], byte[]> record, Event event, Evidence evidence)
      implements AcceptedRecord {}

  /**
   * A record that this service can make nothing of.
   *
   * @param code stable
   */
  record Unreadable(ConsumerRecord<byte[], byte[]> record, String code) implements AcceptedRecord {}

  /** Reads a record by the rules; never fails. */
  static AcceptedRecord read(ConsumerRecord<byte[], byte[]> record, Rules rules) {
    if (record.value() == null) {
      return new Unreadable(record, "undecodable");
    }
    try {
      var event = parse(record.value());
      return new Decoded(record, event, EvidenceReader.read(EventReader.read(event, rules), rules));
    } catch (IOException _) {
      return new Unreadable(record, "undecodable");
    } catch (InvalidValue _) {
      return new Unreadable(record, "unparseable");
    }
  }

  /** Leaves the payload where it is: nobody writes to a record that was read. */
  private static Event parse(byte[] bytes) throws IOException {
    var input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    input.enableAliasing(true);
    var event = Event.parseFrom(input);
    input.checkLastTagWas(0);
    return event;
  }
}
