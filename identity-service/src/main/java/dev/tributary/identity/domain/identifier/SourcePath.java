package dev.tributary.identity.domain.identifier;

import dev.tributary.identity.domain.identifier.Source.Envelope;
import dev.tributary.identity.domain.identifier.Source.Field;
import dev.tributary.identity.domain.identifier.Source.Part;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The place of an identifier as users write it: {@code userId}, {@code anonymousId}, {@code
 * groupId}; a path such as {@code traits.email}, {@code properties.order.crmId}, {@code
 * context.traits.email}; or a name alone, which is looked for in {@code traits}, {@code properties}
 * and {@code context.traits}. In those three a name counts in camel case and in snake case, however
 * it is written here.
 */
public final class SourcePath {

  public static final int MAX_LENGTH = 200;

  private static final Map<String, Envelope> ENVELOPE =
      Map.of(
          "userId", Envelope.USER_ID,
          "anonymousId", Envelope.ANONYMOUS_ID,
          "groupId", Envelope.GROUP_ID);
  private static final Map<String, Part> PARTS =
      Map.of("traits", Part.TRAITS, "properties", Part.PROPERTIES, "context", Part.CONTEXT);
  private static final String TRAITS = "traits";

  private SourcePath() {}

  /**
   * The places that a text means, in the order in which they are to be tried.
   *
   * @throws InvalidValue if it means none
   */
  public static List<Source> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("path", "longer than " + MAX_LENGTH + " characters");
    }
    var names = List.of(text.split("\\.", -1));
    names.forEach(SourcePath::check);
    if (names.size() == 1) {
      return named(names.getFirst());
    }
    var part = PARTS.get(names.getFirst());
    if (part == null) {
      throw new InvalidValue(
          "path",
          "not userId, anonymousId, groupId, one name, or a path that starts with traits,"
              + " properties or context");
    }
    return List.of(field(part, names.subList(1, names.size())));
  }

  private static List<Source> named(String name) {
    if (PARTS.containsKey(name)) {
      throw new InvalidValue("path", "a whole object, not a field of it");
    }
    var envelope = ENVELOPE.get(name);
    return envelope != null
        ? List.of(envelope)
        : List.of(
            field(Part.TRAITS, List.of(name)),
            field(Part.PROPERTIES, List.of(name)),
            field(Part.CONTEXT, List.of(TRAITS, name)));
  }

  private static Source field(Part part, List<String> names) {
    boolean free = part != Part.CONTEXT;
    var path = new ArrayList<List<String>>();
    for (var name : names) {
      path.add(free ? spellings(name) : List.of(name));
      free |= name.equals(TRAITS); // Below context.traits names are the user's own.
    }
    return new Field(part, path);
  }

  private static List<String> spellings(String name) {
    var spellings = new LinkedHashSet<String>();
    spellings.add(name);
    spellings.add(camelCase(name));
    spellings.add(snakeCase(name));
    return List.copyOf(spellings);
  }

  private static String camelCase(String name) {
    var camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && !camel.isEmpty()) {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** JSON can spell any other character in one way only, so a name is found by its bytes. */
  private static void check(String name) {
    if (name.isBlank() || !Texts.isStorable(name)) {
      throw new InvalidValue("path", "without a name between two dots");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == '/')) {
      throw new InvalidValue("path", "written with a quote, a slash or a control character");
    }
  }
}
