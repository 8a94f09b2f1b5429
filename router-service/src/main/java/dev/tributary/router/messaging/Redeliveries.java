package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Redelivery;
import dev.tributary.proto.v1.SourceRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes deliveries that are to be made later or once more: to {@code retries} those that keep
 * failing and need not wait in memory, to {@code redeliveries} those that somebody asked for.
 *
 * <p>In {@code retries} all wait equally long, so they come due in the order in which they stand,
 * and who reads them needs to look at the first alone. What calls for one is settled after Kafka
 * has it; a crash in between makes the delivery twice, with one key.
 */
@ApplicationScoped
class Redeliveries {

  private final BusProducer bus;

  Redeliveries(BusProducer bus) {
    this.bus = bus;
  }

  /**
   * Puts deliveries that failed aside until a time.
   *
   * @throws KafkaException if Kafka did not take one of them; it may have
   */
  void putAside(String destination, List<Delivery> deliveries, Instant due, Instant now) {
    bus.write(
        deliveries.stream()
            .map(delivery -> record(Topic.RETRIES, failed(destination, delivery, due, now)))
            .toList());
  }

  /**
   * Has deliveries made once more.
   *
   * @throws KafkaException if Kafka did not take one of them; it may have
   */
  void deliver(List<Redelivery> wanted) {
    bus.write(wanted.stream().map(each -> record(Topic.REDELIVERIES, each)).toList());
  }

  /**
   * Which delivery it is, to be made again from the beginning; without what its record says, which
   * is found where that stands: a dead letter is no place for all that a client sent. What stands
   * nowhere names an audience and a profile, or one identifier, no more.
   */
  static Redelivery reference(String destination, Delivery delivery) {
    var whole = anew(destination, delivery.source(), delivery.identity());
    if (delivery.source().offset() == MemberHints.NOWHERE) {
      return whole;
    }
    return whole.toBuilder().setSource(whole.getSource().toBuilder().clearValue()).build();
  }

  /** What it takes to make a delivery of a record. */
  static Redelivery anew(
      String destination, ConsumerRecord<String, byte[]> source, Delivery.Identity identity) {
    return Redelivery.newBuilder()
        .setDestination(destination)
        .setSource(source(source))
        .setForm(identity.form().name())
        .setAction(identity.action())
        .setIdempotencyKey(identity.key())
        .setProfileId(identity.profile())
        .build();
  }

  private static Redelivery failed(
      String destination, Delivery delivery, Instant due, Instant now) {
    return anew(destination, delivery.source(), delivery.identity()).toBuilder()
        .setAttempts(delivery.attempts())
        .setFirstAttemptMillis(delivery.firstAttempt(now).toEpochMilli())
        .setDueMillis(due.toEpochMilli())
        .build();
  }

  private static SourceRecord source(ConsumerRecord<String, byte[]> source) {
    var record =
        SourceRecord.newBuilder()
            .setTopic(source.topic())
            .setPartition(source.partition())
            .setOffset(source.offset())
            .setValue(ByteString.copyFrom(source.value()));
    if (source.key() != null) {
      record.setKey(source.key());
    }
    return record.build();
  }

  private static ProducerRecord<String, byte[]> record(Topic topic, Redelivery redelivery) {
    var key = redelivery.getDestination() + "/" + redelivery.getProfileId();
    return new ProducerRecord<>(topic.topicName(), key, redelivery.toByteArray());
  }
}
