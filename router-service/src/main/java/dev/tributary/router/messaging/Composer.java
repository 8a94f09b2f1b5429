package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.SoftLinkRule;
import dev.tributary.router.domain.softlink.SoftLinked;
import dev.tributary.router.domain.softlink.SoftLinks;
import dev.tributary.router.domain.softlink.SoftLinks.Answer;
import dev.tributary.router.messaging.Parcel.Form;
import java.time.Clock;

/**
 * Makes drafts of deliveries: the document, with soft links where the destination asked for them,
 * through the action's fields. One is made once for each version of the definition; an attempt that
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

  /**
   * A delivery as a draft under a plan. May block while soft links are asked for.
   *
   * @param context what templates of the connector see of the destination
   */
  Rendering compose(Delivery delivery, Plan plan, Json.Obj context) {
    var rule = plan.destination().action(delivery.action());
    if (rule.isEmpty()) {
      return new Rendering.Discarded("unwanted");
    }
    var made = delivery.draftUnder(plan);
    if (made != null) {
      return new Rendering.Ready(made, rule.get());
    }
    return switch (plan.destination().softLinks()) {
      case SoftLinkRule.None _ -> draft(delivery, delivery.document(), plan, context);
      case SoftLinkRule.AtLeast _
          when delivery.form() == Form.ROW || delivery.form() == Form.GROUP ->
          draft(delivery, delivery.document(), plan, context);
      case SoftLinkRule.AtLeast(var minimum) -> withLinks(delivery, minimum, plan, context);
    };
  }

  private Rendering withLinks(Delivery delivery, double minimum, Plan plan, Json.Obj context) {
    var answer = softLinks.of(delivery.profile(), minimum);
    meters.softLinks(outcome(answer));
    return switch (answer) {
      case Answer.Known(var links) -> {
        var now = clock.instant();
        var linked = SoftLinked.tell(delivery.document(), links, minimum, now);
        yield draft(delivery, linked, plan, context);
      }
      case Answer.Unavailable(var reason) -> new Rendering.Blocked(reason);
      case Answer.Failed(var reason) ->
          new Rendering.Postponed(new Failure("soft_links_failed", reason));
      case Answer.Refused(var reason) ->
          new Rendering.Unsendable(new Failure("soft_links_refused", reason));
    };
  }

  private static Rendering draft(
      Delivery delivery, Json.Obj document, Plan plan, Json.Obj context) {
    var rule = plan.destination().action(delivery.action()).orElseThrow();
    return switch (rule.maker().make(document, delivery.key(), context)) {
      case Drafting.Ready(var draft) -> {
        delivery.drafted(draft, plan);
        yield new Rendering.Ready(draft, rule);
      }
      case Drafting.Discarded(var code, _) -> new Rendering.Discarded(code);
      case Drafting.Failed(var code, var message) ->
          new Rendering.Unsendable(new Failure(code, message));
    };
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
