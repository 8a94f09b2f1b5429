package dev.tributary.router.messaging;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.SoftLinkRule;
import dev.tributary.router.domain.softlink.SoftLinked;
import dev.tributary.router.domain.softlink.SoftLinks;
import dev.tributary.router.domain.softlink.SoftLinks.Answer;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Rendering.Sendable;
import java.time.Clock;

/**
 * Makes the bytes of a delivery: its document, with soft links where the destination asked for
 * them, through the mapping. They are made once for each version of the definition; an attempt that
 * is repeated sends the same.
 *
 * <p>Soft links are asked for when something is delivered, of the one service that knows them, so
 * the router keeps nothing that could be lost, come twice or be out of date, and only destinations
 * that asked pay for it. Without an answer nothing is sent.
 */
final class Composer {

  private final SoftLinks softLinks;
  private final LaneMeters meters;
  private final Clock clock;

  Composer(SoftLinks softLinks, LaneMeters meters, Clock clock) {
    this.softLinks = softLinks;
    this.meters = meters;
    this.clock = clock;
  }

  /** A delivery as bytes under a plan. May block while soft links are asked for. */
  Rendering compose(Delivery delivery, Plan plan) {
    var made = delivery.bodyUnder(plan);
    if (made != null) {
      return new Sendable(made);
    }
    return switch (plan.destination().softLinks()) {
      case SoftLinkRule.None _ -> render(delivery, delivery.document(), plan);
      case SoftLinkRule.AtLeast _
          when delivery.form() == Form.ROW || delivery.form() == Form.GROUP ->
          render(delivery, delivery.document(), plan);
      case SoftLinkRule.AtLeast(var minimum) -> withLinks(delivery, minimum, plan);
    };
  }

  private Rendering withLinks(Delivery delivery, double minimum, Plan plan) {
    var answer = softLinks.of(delivery.profile(), minimum);
    meters.softLinks(outcome(answer));
    return switch (answer) {
      case Answer.Known(var links) -> {
        var now = clock.instant();
        yield render(delivery, SoftLinked.tell(delivery.document(), links, minimum, now), plan);
      }
      case Answer.Unavailable(var reason) -> new Rendering.Blocked(reason);
      case Answer.Failed(var reason) ->
          new Rendering.Postponed(new Failure("soft_links_failed", reason));
      case Answer.Refused(var reason) ->
          new Rendering.Unsendable(new Failure("soft_links_refused", reason));
    };
  }

  private static Rendering render(Delivery delivery, Json.Obj document, Plan plan) {
    var rendering = Rendering.of(document, delivery.form(), plan);
    if (rendering instanceof Sendable(var body)) {
      delivery.rendered(body, plan);
    }
    return rendering;
  }

  private static String outcome(Answer answer) {
    return switch (answer) {
      case Answer.Known(var links) -> links.isEmpty() ? "none" : "found";
      case Answer.Unavailable _ -> "unavailable";
      case Answer.Failed _ -> "failed";
      case Answer.Refused _ -> "refused";
    };
  }
}
