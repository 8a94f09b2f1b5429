package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way from a JSON value to a part of it: {@code $.a.b}, {@code a.b}, {@code $.a[0]}, {@code $.['a
 * b'].c}; {@code $.}, {@code $} and the empty text are the value itself.
 */
record JsonPath(List<Step> steps) {

  static final int MAX_LENGTH = 1_000;

  private static final int NO_INDEX = -1;
  private static final int MAX_INDEX_DIGITS = 9;

  JsonPath {
    steps = List.copyOf(steps);
  }

  /** One step: the name of a field, which is also the index into an array if it is a number. */
  record Step(String name, int index) {

    static Step of(String name) {
      boolean isIndex =
          name.length() <= MAX_INDEX_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
      return new Step(name, isIndex && !name.isEmpty() ? Integer.parseInt(name) : NO_INDEX);
    }
  }

  /**
   * Reads a path.
   *
   * @throws InvalidValue if it is none
   */
  static JsonPath parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("path", "longer than " + MAX_LENGTH + " characters");
    }
    return new JsonPath(new Reader(text).steps());
  }

  /** The path whose steps have these names, dots and all. */
  static JsonPath ofNames(List<String> names) {
    return new JsonPath(names.stream().map(Step::of).toList());
  }

  /** The part there is; null where the way leads through null; empty where it leads nowhere. */
  Optional<Json> read(Json from) {
    var value = from;
    for (var step : steps) {
      switch (value) {
        case Json.Obj(var fields) -> {
          var next = fields.get(step.name);
          if (next == null) {
            return Optional.empty();
          }
          value = next;
        }
        case Json.Arr(var items) -> {
          if (step.index == NO_INDEX || step.index >= items.size()) {
            return Optional.empty();
          }
          value = items.get(step.index);
        }
        case Json.Null _ -> {
          return Optional.of(value);
        }
        case Json.Str _, Json.Num _, Json.Bool _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(value);
  }

  /** Reads a path's text. */
  private static final class Reader {

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Step> steps() {
      if (text.equals("$") || text.startsWith("$.") || text.startsWith("$[")) {
        at++;
      }
      var rest = text.substring(at);
      if (rest.isEmpty() || rest.equals(".")) {
        return List.of();
      }
      if (rest.startsWith(".")) {
        at++;
      }
      var steps = new ArrayList<Step>();
      steps.add(step());
      while (at < text.length()) {
        if (text.charAt(at) == '.') {
          at++;
        }
        steps.add(step());
      }
      return steps;
    }

    private Step step() {
      return Step.of(text.startsWith("[", at) ? bracketed() : name());
    }

    private String name() {
      int start = at;
      while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return plain(start, at);
    }

    private String bracketed() {
      at++;
      if (text.startsWith("'", at) || text.startsWith("\"", at)) {
        return quoted(text.charAt(at));
      }
      int start = at;
      int end = text.indexOf(']', at);
      if (end < 0) {
        throw wrong("expected ]");
      }
      at = end + 1;
      return plain(start, end);
    }

    private String quoted(char quote) {
      int start = at + 1;
      int end = text.indexOf(quote + "]", start);
      if (end < 0) {
        throw wrong("expected " + quote + "]");
      }
      at = end + 2;
      return text.substring(start, end);
    }

    private String plain(int start, int end) {
      var name = text.substring(start, end);
      if (name.isEmpty()) {
        throw wrong("expected a name");
      }
      if (name.equals("*") || name.startsWith("?") || name.indexOf('[') >= 0) {
        throw wrong("wildcards and filters are not supported");
      }
      return name;
    }

    private InvalidValue wrong(String what) {
      return new InvalidValue("path", "wrong at offset " + at + ": " + what);
    }
  }
}
