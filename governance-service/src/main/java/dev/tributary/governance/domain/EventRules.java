package dev.tributary.governance.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What every event must be before anybody downstream sees it: the required fields of Segment's spec
 * and JSON that can be read. Ingest asks for the same; this is the check for whatever else can
 * write to the bus. Codes are Segment's own where it has one.
 */
final class EventRules {

  static final int MAX_MESSAGE_ID_LENGTH = 100;

  private EventRules() {}

  /** Everything wrong with it, in the order of this class; empty when it is good. */
  static List<Finding> findings(Candidate candidate) {
    var findings = new ArrayList<Finding>(0);
    identity(candidate, findings);
    required(candidate, findings);
    json(candidate.json(), findings);
    return findings;
  }

  private static void identity(Candidate candidate, List<Finding> findings) {
    var id = candidate.messageId();
    if (id.isEmpty()) {
      findings.add(missing("messageId", "message_id_required"));
    } else if (id.codePointCount(0, id.length()) > MAX_MESSAGE_ID_LENGTH) {
      findings.add(
          new Finding(
              "messageId",
              "message_id_too_long",
              "messageId is longer than " + MAX_MESSAGE_ID_LENGTH + " characters"));
    }
    if (candidate.source().isEmpty()) {
      findings.add(missing("source", "source_required"));
    }
  }

  private static void required(Candidate candidate, List<Finding> findings) {
    var people = candidate.people();
    switch (candidate.type()) {
      case TRACK -> {
        if (candidate.event().isEmpty()) {
          findings.add(missing("event", "event_not_defined"));
        }
        someone(people, findings);
      }
      case IDENTIFY, PAGE, SCREEN -> someone(people, findings);
      case GROUP -> {
        if (people.groupId().isEmpty()) {
          findings.add(missing("groupId", "id_required"));
        }
        someone(people, findings);
      }
      case ALIAS -> {
        if (people.previousId().isEmpty()) {
          findings.add(missing("previousId", "id_required"));
        }
        if (people.userId().isEmpty()) {
          findings.add(missing("userId", "id_required"));
        }
      }
      case UNKNOWN ->
          findings.add(new Finding("type", "unknown_type", "type is none of the six calls"));
    }
  }

  private static void someone(Candidate.People people, List<Finding> findings) {
    if (people.areUnknown()) {
      findings.add(
          new Finding("userId", "no_user_anon_id", "neither userId nor anonymousId is there"));
    }
  }

  private static void json(Candidate.Json json, List<Finding> findings) {
    switch (json.payload()) {
      case OBJECT -> {}
      case OTHER ->
          findings.add(new Finding("", "payload_not_object", "the payload is not a JSON object"));
      case ABSENT, MALFORMED ->
          findings.add(new Finding("", "payload_malformed", "the payload is not readable JSON"));
    }
    shared("context", json.batchContext(), findings);
    shared("integrations", json.batchIntegrations(), findings);
  }

  private static void shared(String field, JsonShape shape, List<Finding> findings) {
    switch (shape) {
      case ABSENT, OBJECT -> {}
      case OTHER, MALFORMED ->
          findings.add(
              new Finding(
                  field,
                  field + "_not_object",
                  "the batch's " + field + " is not a readable JSON object"));
    }
  }

  private static Finding missing(String field, String code) {
    return new Finding(field, code, field + " is missing");
  }
}
