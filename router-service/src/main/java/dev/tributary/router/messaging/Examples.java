package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.overview.Reason;
import dev.tributary.router.domain.overview.Sample;
import java.time.Instant;
import java.util.List;

/** Keeps examples of what went wrong, for people to look at, without what must not be told. */
record Examples(DeliveryRecorder recorder) {

  /** Keeps one, unless there are enough of its reason. */
  void keep(Delivery delivery, Fate fate, Failure failure, List<String> hidden, Instant at) {
    var reason = new Reason(fate, failure.code());
    if (recorder.wants(reason)) {
      var sample =
          new Sample(reason, delivery.action(), at, delivery.messageId(), failure.message());
      recorder.example(sample.redacted(new Redaction(hidden)));
    }
  }
}
