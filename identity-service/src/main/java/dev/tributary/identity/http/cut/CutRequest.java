package dev.tributary.identity.http.cut;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.http.RequestBody;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the body of a request asks to be cut or joined. */
final class CutRequest {

  private CutRequest() {}

  /** What to cut, and why. */
  record Asked(Cut.Between between, String reason) {}

  static Asked cut(byte @Nullable [] bytes, Rules rules) {
    var body = RequestBody.of(bytes, rules);
    var fields = body.fields();
    boolean isLink = fields.has("link");
    if (isLink == fields.has("away")) {
      fields.reject("link", "is to be given, or away, one of the two");
    }
    var reason = fields.optionalString("reason").orElse("");
    if (reason.length() > Cut.MAX_REASON) {
      fields.reject("reason", "is longer than " + Cut.MAX_REASON + " characters");
    }
    if (isLink) {
      var two = two(body, "link");
      return new Asked(new Cut.Link(two.getFirst(), two.getLast()), reason);
    }
    var away = new HashSet<>(body.identifiers("away"));
    if (away.isEmpty() || away.size() > Cut.MAX_AWAY) {
      fields.reject("away", "is not between 1 and " + Cut.MAX_AWAY + " identifiers");
    }
    body.finish();
    return new Asked(new Cut.Away(away), reason);
  }

  /** The two identifiers to join. */
  static List<Identifier> join(byte @Nullable [] bytes, Rules rules) {
    return two(RequestBody.of(bytes, rules), "identifiers");
  }

  private static List<Identifier> two(RequestBody body, String field) {
    var identifiers = body.identifiers(field);
    if (identifiers.size() != 2) {
      body.fields().reject(field, "is not two identifiers");
    } else if (identifiers.getFirst().equals(identifiers.getLast())) {
      body.fields().reject(field, "is one identifier twice");
    }
    body.finish();
    return identifiers;
  }
}
