package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.DeadLetter;
import dev.tributary.proto.v1.HttpRequestSent;
import dev.tributary.proto.v1.HttpResponseSeen;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes deliveries that were given up to {@code dead-letters}. Returns when Kafka has them; only
 * then may the position pass the record, so a crash in between writes a dead letter twice, with the
 * same idempotency key, rather than never.
 */
@ApplicationScoped
class DeadLetters {

  private static final int MAX_RESPONSE = 16 * 1024;

  private final BusProducer bus;

  DeadLetters(BusProducer bus) {
    this.bus = bus;
  }

  /**
   * What is known of a delivery's last attempt.
   *
   * @param request with the delivery's own part as its body where it shared a request with others
   * @param hidden what must not be kept
   * @param answer null where none was made
   */
  record LastAttempt(
      String destination,
      Request request,
      List<String> hidden,
      @Nullable Answer answer,
      Instant at) {}

  /**
   * Writes one.
   *
   * @throws KafkaException if Kafka did not take it; it may have
   */
  void write(Delivery delivery, LastAttempt last, Failure failure) {
    var redaction = new Redaction(last.hidden());
    var letter =
        DeadLetter.newBuilder()
            .setDestination(last.destination())
            .setIdempotencyKey(delivery.key())
            .setRequest(request(last.request(), redaction))
            .setCode(failure.code())
            .setMessage(redaction.of(failure.message()))
            .setAttempts(delivery.attempts())
            .setFirstAttemptMillis(delivery.firstAttempt(last.at()).toEpochMilli())
            .setGivenUpMillis(last.at().toEpochMilli())
            .setTopic(delivery.source().topic())
            .setPartition(delivery.source().partition())
            .setOffset(delivery.source().offset())
            .setDelivery(Redeliveries.reference(last.destination(), delivery));
    if (last.answer() instanceof Answer.Responded responded) {
      letter.setResponse(
          HttpResponseSeen.newBuilder()
              .setStatus(responded.status())
              .setBody(
                  ByteString.copyFrom(redaction.of(responded.body()).first(MAX_RESPONSE).bytes())));
    }
    RecordReader.birth(delivery.source().topic(), delivery.source().value())
        .ifPresent(letter::setBirth);
    bus.write(
        List.of(
            new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(),
                letter.getDestination(),
                letter.build().toByteArray())));
  }

  /**
   * A request as it is kept. A connector may put a secret into any header, not only by its auth.
   */
  static HttpRequestSent request(Request request, Redaction redaction) {
    var headers = new LinkedHashMap<String, String>();
    request.headers().forEach((name, value) -> headers.put(name, redaction.of(value)));
    return HttpRequestSent.newBuilder()
        .setMethod(request.method())
        .setUrl(redaction.of(request.url()))
        .putAllHeaders(headers)
        .setBody(ByteString.copyFrom(redaction.of(request.body()).bytes()))
        .build();
  }
}
