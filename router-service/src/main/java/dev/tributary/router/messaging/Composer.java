package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.EventGate.Passage;
import dev.tributary.router.domain.destination.SoftLinkRule;
import dev.tributary.router.domain.softlink.SoftLinked;
import dev.tributary.router.domain.softlink.SoftLinks;
import dev.tributary.router.domain.softlink.SoftLinks.Answer;
import dev.tributary.router.messaging.Parcel.Form;
import java.time.Clock;
import java.util.Set;

/**
 * Makes drafts of deliveries: the document, with soft links where the destination asked for them,
 * through the action's fields. A version of the definition always makes the same of an event, so an
 * attempt that is repeated sends the same; where soft links are in it, what was made is kept.
 *
 * <p>Soft links are asked for when something is delivered, of the one service that knows them, so
 * the router keeps nothing that could be lost, come twice or be out of date, and only destinations
 * that asked pay for it. Without an answer nothing is sent.
 */
final class Composer {

  /** Forms that are about nobody who may be somebody else too, or to whom links are of no use. */
  private static final Set<Form> WITHOUT_LINKS = Set.of(Form.ROW, Form.GROUP, Form.MEMBER);

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
    return switch (document(delivery, plan)) {
      case Passage.Kept(var code) -> new Rendering.Discarded(code);
      case Passage.Through(var document) ->
          switch (plan.destination().softLinks()) {
            case SoftLinkRule.None _ -> draft(delivery, document, rule.get(), plan, context);
            case SoftLinkRule.AtLeast _ when WITHOUT_LINKS.contains(delivery.form()) ->
                draft(delivery, document, rule.get(), plan, context);
            case SoftLinkRule.AtLeast(var minimum) ->
                switch (linked(delivery, document, minimum)) {
                  case Linked.Known(var told) -> draft(delivery, told, rule.get(), plan, context);
                  case Linked.Not(var why) -> why;
                };
          };
    };
  }

  /** What is told of a delivery: what passes the gate, also where it has to be read once more. */
  private static Passage document(Delivery delivery, Plan plan) {
    var known = delivery.documentUnder(plan);
    if (known != null) {
      return new Passage.Through(known);
    }
    return delivery.form() == Form.EVENT
        ? plan.destination().events().gate().pass(delivery.read())
        : new Passage.Through(delivery.read());
  }

  /** A document with soft links, or why there are none to tell. */
  private sealed interface Linked {

    record Known(Json.Obj document) implements Linked {}

    record Not(Rendering why) implements Linked {}
  }

  private Linked linked(Delivery delivery, Json.Obj document, double minimum) {
    var answer = softLinks.of(delivery.profile(), minimum);
    meters.softLinks(outcome(answer));
    return switch (answer) {
      case Answer.Known(var links) ->
          new Linked.Known(SoftLinked.tell(document, links, minimum, clock.instant()));
      case Answer.Unavailable(var reason) -> new Linked.Not(new Rendering.Blocked(reason));
      case Answer.Failed(var reason) ->
          new Linked.Not(new Rendering.Postponed(new Failure("soft_links_failed", reason)));
      case Answer.Refused(var reason) ->
          new Linked.Not(new Rendering.Unsendable(new Failure("soft_links_refused", reason)));
    };
  }

  private static Rendering draft(
      Delivery delivery, Json.Obj document, ActionRule rule, Plan plan, Json.Obj context) {
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
