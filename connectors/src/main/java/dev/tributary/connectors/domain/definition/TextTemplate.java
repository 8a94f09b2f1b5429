package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.NumberText;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Text with places, {@code /lists/{{settings.list}}}, for where a request is not JSON: paths,
 * queries, headers. In a path {@code {{{x}}}} keeps the slashes of its value.
 */
public record TextTemplate(String text, List<Part> parts) {

  private static final String OPEN = "{{";
  private static final int MAX_VALUE = 64 * 1024;

  public TextTemplate {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  public sealed interface Part {

    /** Text that stays. */
    record Words(String words) implements Part {}

    /**
     * A place to fill.
     *
     * @param root the document's field that it leads through first
     * @param open whether slashes of the value stay
     */
    record Place(String root, Mapping path, boolean open) implements Part {}
  }

  /**
   * Reads a template.
   *
   * @throws InvalidValue if a place is not closed or is no path
   */
  public static TextTemplate parse(String text) {
    var parts = new ArrayList<Part>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int width = text.startsWith("{{{", open) ? 3 : 2;
      var end = "}".repeat(width);
      int close = text.indexOf(end, open + width);
      if (close < 0) {
        throw new InvalidValue("template", "a template with a place that is not closed");
      }
      if (open > at) {
        parts.add(new Part.Words(text.substring(at, open)));
      }
      parts.add(place(text.substring(open + width, close).strip(), width == 3));
      at = close + width;
    }
    if (at < text.length()) {
      parts.add(new Part.Words(text.substring(at)));
    }
    return new TextTemplate(text, parts);
  }

  /** The text for a document; empty where a place has nothing to show. */
  public Optional<String> fill(Json.Obj document) {
    return filled(document, (value, _) -> value);
  }

  /** The same for a place in a URL: each value percent-encoded (RFC 3986, 2.3). */
  public Optional<String> fillEncoded(Json.Obj document) {
    return filled(document, (value, place) -> Percent.encode(value, place.open() ? "/" : ""));
  }

  /** The document's fields that it looks at. */
  public Set<String> roots() {
    return parts.stream()
        .filter(Part.Place.class::isInstance)
        .map(part -> ((Part.Place) part).root())
        .collect(Collectors.toSet());
  }

  private Optional<String> filled(Json.Obj document, Encoding encoding) {
    var out = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Words(var words) -> out.append(words);
        case Part.Place place -> {
          var value = written(place.path().apply(document));
          if (value.isEmpty()) {
            return Optional.empty();
          }
          out.append(encoding.of(value, place));
        }
      }
    }
    return Optional.of(out.toString());
  }

  private static Part place(String path, boolean open) {
    var compiled = Mapping.compile("place", Json.object("@path", Json.of("$." + path)));
    if (!(compiled instanceof Checked.Valid<Mapping>(var mapping)) || path.isEmpty()) {
      throw new InvalidValue("template", "a template with a place that is no path");
    }
    int end = 0;
    while (end < path.length() && ".[".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    return new Part.Place(path.substring(0, end), mapping, open);
  }

  private static String written(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> NumberText.of(number);
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "";
      case Json.Obj _, Json.Arr _ -> JsonWriter.write(value, MAX_VALUE);
    };
  }

  private interface Encoding {
    String of(String value, Part.Place place);
  }
}
