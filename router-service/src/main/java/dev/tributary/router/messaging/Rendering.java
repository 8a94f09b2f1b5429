package dev.tributary.router.messaging;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.MappingFailed;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventRule.Matching;
import dev.tributary.router.domain.destination.ProfileRule.Rows;
import dev.tributary.router.domain.destination.Shape;
import dev.tributary.router.domain.payload.Body;
import dev.tributary.router.messaging.Parcel.Form;

/** A parcel as bytes. */
sealed interface Rendering {

  /** Most bytes of a body: it must fit, with its answer, into one dead letter. */
  int MAX_BODY = 512 * 1024;

  Shape WHOLE = new Shape.Whole();

  record Sendable(Body body) implements Rendering {}

  /** Never will be. */
  record Unsendable(Failure failure) implements Rendering {}

  /** Not now, for a reason that every delivery of the destination meets. */
  record Blocked(String reason) implements Rendering {}

  /** Not this time; the next attempt may have more luck. */
  record Postponed(Failure failure) implements Rendering {}

  /** Applies the plan's mapping, where it has one for this form, and writes JSON. */
  static Rendering of(Json.Obj document, Form form, Plan plan) {
    Json shaped = document;
    if (shape(plan.destination(), form) instanceof Shape.Mapped(var mapping)) {
      try {
        shaped = mapping.apply(document);
      } catch (MappingFailed e) {
        return unsendable("mapping_failed", e.path() + " " + e.reason());
      }
      if (shaped instanceof Json.Null) {
        return unsendable("mapping_failed", "the mapping gave nothing");
      }
    }
    var body = new Body(JsonText.write(shaped));
    return body.length() > MAX_BODY
        ? unsendable("payload_too_large", "the body is over " + MAX_BODY + " bytes")
        : new Sendable(body);
  }

  private static Shape shape(Destination destination, Form form) {
    return switch (form) {
      case EVENT -> destination.events() instanceof Matching(_, var shape) ? shape : WHOLE;
      case ROW -> destination.profiles() instanceof Rows(_, var shape) ? shape : WHOLE;
      case TRACK, IDENTIFY, GROUP -> WHOLE;
    };
  }

  private static Rendering unsendable(String code, String message) {
    return new Unsendable(new Failure(code, message));
  }
}
