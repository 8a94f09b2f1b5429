package dev.tributary.identity.http;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, a JSON object that is read field by field: everything wrong with it is
 * found in one pass and refused with its path.
 */
public final class RequestBody {

  static final int MAX_BYTES = 1 << 20;

  private static final String ROOT = "spec.";

  private final SpecReader reader;
  private final Rules rules;

  private RequestBody(SpecReader reader, Rules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  /** Begins to read; identifiers are taken as events by these rules would have them. */
  public static RequestBody of(byte @Nullable [] body, Rules rules) {
    if (body == null || body.length == 0) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The body is empty");
    }
    if (body.length > MAX_BYTES) {
      throw new Refusal(ProblemType.TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes");
    }
    try {
      if (JsonText.parse(body) instanceof Json.Obj object) {
        return new RequestBody(SpecReader.of(object), rules);
      }
      throw new Refusal(ProblemType.MALFORMED_BODY, "The body is not a JSON object");
    } catch (InvalidValue e) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The " + e.field() + " is " + e.reason());
    }
  }

  /** Reads fields of the body itself. */
  public SpecReader fields() {
    return reader;
  }

  /** An array of identifiers, each {@code {"type", "value"}}. */
  public List<Identifier> identifiers(String field) {
    var identifiers = new ArrayList<Identifier>();
    for (var item : reader.objects(field)) {
      var type = item.optional("type", IdentifierType::new);
      item.required("type", type);
      var value = item.string("value");
      if (type.isPresent() && !value.isEmpty()) {
        identifier(item, type.get(), value).ifPresent(identifiers::add);
      }
    }
    return identifiers;
  }

  /** Refuses the body if anything about it was wrong, fields nobody asked for included. */
  public void finish() {
    var found =
        reader.finish().stream()
            .map(each -> new Violation(path(each.path()), each.reason()))
            .toList();
    if (!found.isEmpty()) {
      int count = found.size();
      throw new Refusal(
          ProblemType.INVALID_VALUE,
          count + (count == 1 ? " thing is" : " things are") + " wrong",
          found);
    }
  }

  private Optional<Identifier> identifier(SpecReader item, IdentifierType type, String value) {
    try {
      return Optional.of(rules.asRead(new Identifier(type, value)));
    } catch (InvalidValue e) {
      item.reject("value", "is " + e.reason());
      return Optional.empty();
    }
  }

  private static String path(String path) {
    return path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
  }
}
