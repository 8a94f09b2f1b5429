package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.sending.Sending;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** Gives deliveries up: keeps what was tried last, writes the dead letter, then settles. */
final class Burying {

  private final LaneBoard board;
  private final DeadLetters deadLetters;
  private final Examples examples;

  Burying(LaneBoard board, DeadLetters deadLetters) {
    this.board = board;
    this.deadLetters = deadLetters;
    this.examples = new Examples(board.recorder());
  }

  /** What a request was made under, and when it began. */
  record Under(Plan plan, Credentials.Complete credentials, Instant began) {}

  /** Of a delivery that never became a request. */
  Burial unsent(
      Delivery delivery,
      Plan plan,
      Credentials.Complete credentials,
      Failure failure,
      Instant now) {
    var request = new Request("", "", Map.of(), Map.of(), own(delivery));
    var last =
        new DeadLetters.LastAttempt(
            plan.destination().name(), request, credentials.hidden(), null, now);
    return new Burial(last, failure);
  }

  /** Of a delivery that was sent, alone or with others. */
  Burial sent(
      Delivery delivery,
      Shipment shipment,
      Sending.Sent sent,
      Under under,
      Failure failure,
      Instant now) {
    var made = sent.request();
    var request =
        made == null
            ? new Request("", "", Map.of(), Map.of(), own(delivery))
            : shipment.isAlone()
                ? made
                : new Request(made.method(), made.url(), made.headers(), Map.of(), own(delivery));
    var last =
        new DeadLetters.LastAttempt(
            under.plan().destination().name(),
            request,
            Stream.concat(under.credentials().hidden().stream(), sent.hidden().stream()).toList(),
            sent.answer(),
            now);
    return new Burial(last, failure);
  }

  /** Writes the dead letter and settles; if Kafka does not take it, that is tried again. */
  void bury(Held<Delivery> held, Burial burial) {
    held.what().bury(burial);
    deadLetters.write(held.what(), burial.last(), burial.failure());
    var last = burial.last();
    examples.keep(held.what(), Fate.DEAD, burial.failure(), last.hidden(), last.at());
    board.dead(held, burial.failure().code());
  }

  /** A delivery's own part of what it shared a request with. */
  private static Body own(Delivery delivery) {
    var draft = delivery.lastDraft();
    return draft == null ? Body.EMPTY : new Body(JsonText.write(draft.item()));
  }
}
