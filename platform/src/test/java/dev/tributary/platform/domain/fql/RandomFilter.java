package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes filters at random, in the many ways one can be written, each with what it means by the
 * documentation read literally: the oracle, which shares nothing with the compiler.
 */
final class RandomFilter {

  private final SplittableRandom random;

  RandomFilter(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A piece of a filter and its value for an event. */
  record Written(String text, Function<Json.Obj, Json> meaning) {

    boolean holds(Json.Obj event) {
      return isTrue(meaning.apply(event));
    }
  }

  /** A condition, nested at most so deep. */
  Written condition(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0, 1 -> compared(depth);
      case 2 -> nameOrType();
      case 3 -> ordered();
      case 4 -> field();
      case 5, 6 -> joined(depth);
      case 7 -> {
        var inner = condition(depth - 1);
        yield new Written("!" + bracketed(inner.text), event -> Json.of(!inner.holds(event)));
      }
      default -> call(depth);
    };
  }

  private Written joined(int depth) {
    boolean and = random.nextBoolean();
    var parts =
        IntStream.rangeClosed(0, 1 + random.nextInt(3))
            .mapToObj(_ -> condition(depth - 1))
            .toList();
    var text =
        parts.stream()
            .map(part -> bracketed(part.text))
            .collect(Collectors.joining(and ? " and " : " or "));
    return new Written(
        text,
        event ->
            Json.of(
                and
                    ? parts.stream().allMatch(part -> part.holds(event))
                    : parts.stream().anyMatch(part -> part.holds(event))));
  }

  private Written nameOrType() {
    var field = path(random.nextBoolean() ? "event" : "type");
    if (random.nextBoolean()) {
      return equality(field, text());
    }
    var items = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> text()).toList();
    return in(field, list(items));
  }

  private Written compared(int depth) {
    var left = value(depth);
    return random.nextInt(3) == 0 ? in(left, list(values())) : equality(left, value(depth));
  }

  private List<Written> values() {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> literal()).toList();
  }

  private static Written in(Written left, Written list) {
    return new Written(
        left.text + " in " + list.text,
        event ->
            Json.of(
                list.meaning.apply(event) instanceof Json.Arr(var items)
                    && items.stream().anyMatch(left.meaning.apply(event)::equals)));
  }

  private Written equality(Written left, Written right) {
    boolean equal = random.nextInt(3) > 0;
    boolean swapped = random.nextBoolean();
    var operator = equal ? "=" : "!=";
    return new Written(
        swapped ? right.text + operator + left.text : left.text + " " + operator + " " + right.text,
        event -> Json.of(left.meaning.apply(event).equals(right.meaning.apply(event)) == equal));
  }

  private Written ordered() {
    var left = random.nextBoolean() ? field() : number();
    var right = random.nextBoolean() ? field() : number();
    var operator = pick(List.of("<", "<=", ">", ">="));
    return new Written(
        left.text + " " + operator + " " + right.text,
        event ->
            Json.of(
                left.meaning.apply(event) instanceof Json.Num(var a)
                    && right.meaning.apply(event) instanceof Json.Num(var b)
                    && switch (operator) {
                      case "<" -> a.compareTo(b) < 0;
                      case "<=" -> a.compareTo(b) <= 0;
                      case ">" -> a.compareTo(b) > 0;
                      default -> a.compareTo(b) >= 0;
                    }));
  }

  private Written call(int depth) {
    var argument = field();
    var part = random.nextBoolean() ? field() : text();
    return switch (random.nextInt(4)) {
      case 0 ->
          new Written(
              "contains(" + argument.text + ", " + part.text + ")",
              event ->
                  Json.of(
                      argument.meaning.apply(event) instanceof Json.Str(var whole)
                          && part.meaning.apply(event) instanceof Json.Str(var piece)
                          && whole.indexOf(piece) >= 0));
      case 1 ->
          new Written(
              "match(" + argument.text + ", '*a*')",
              event ->
                  Json.of(
                      argument.meaning.apply(event) instanceof Json.Str(var whole)
                          && whole.indexOf('a') >= 0));
      case 2 -> {
        var inner = condition(depth - 1);
        yield new Written("bool(" + inner.text + ")", event -> truth(inner.meaning.apply(event)));
      }
      default ->
          new Written(
              "match("
                  + argument.text
                  + ","
                  + argument.text
                  + ") or typeof("
                  + argument.text
                  + ") = 'bool'",
              event -> Json.of(matchesItself(argument.meaning.apply(event))));
    };
  }

  /** Of the texts drawn, only one is a broken pattern and one holds a backslash. */
  private static boolean matchesItself(Json value) {
    return switch (value) {
      case Json.Str(var text) -> !text.equals("[") && !text.contains("\\");
      case Json.Bool _ -> true;
      case Json.Num _, Json.Obj _, Json.Arr _, Json.Null _ -> false;
    };
  }

  private Written value(int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> field();
      case 2, 3 -> literal();
      case 4 -> {
        var field = field();
        yield new Written(
            "typeof(" + field.text + ")", event -> Json.of(type(field.meaning.apply(event))));
      }
      default -> {
        var inner = condition(Math.max(0, depth - 1));
        yield new Written("bool(" + inner.text + ")", event -> truth(inner.meaning.apply(event)));
      }
    };
  }

  private static Json truth(Json value) {
    return Json.of(
        switch (value) {
          case Json.Null _ -> false;
          case Json.Bool(var bool) -> bool;
          case Json.Num(var number) -> number.signum() != 0;
          case Json.Str(var text) -> !List.of("", "false").contains(text);
          case Json.Arr(var items) -> !items.isEmpty();
          case Json.Obj(var fields) -> !fields.isEmpty();
        });
  }

  private static String type(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "bool";
      case Json.Num _ -> "number";
      case Json.Str _ -> "string";
      case Json.Arr _ -> "list";
      case Json.Obj _ -> "object";
    };
  }

  private Written literal() {
    return switch (random.nextInt(5)) {
      case 0 -> new Written("null", _ -> Json.Null.VALUE);
      case 1 -> new Written("true", _ -> Json.Bool.TRUE);
      case 2 -> new Written("false", _ -> Json.Bool.FALSE);
      case 3 -> number();
      default -> text();
    };
  }

  private Written number() {
    return pick(
        List.of(
            new Written("5", _ -> Json.of(5)),
            new Written("5.00", _ -> Json.of(5)),
            new Written("-1", _ -> Json.of(-1)),
            new Written("+1e3", _ -> Json.of(1000)),
            new Written("0", _ -> Json.of(0))));
  }

  private Written text() {
    var value = pick(List.of("a", "b", "A", "B", "track", "identify", "", "a b", "😀\n\"'\\"));
    char quote = random.nextBoolean() ? '"' : '\'';
    var escaped =
        value.replace("\\", "\\\\").replace("\n", "\\n").replace("" + quote, "\\" + quote);
    return new Written(quote + escaped + quote, _ -> Json.of(value));
  }

  private static Written list(List<Written> items) {
    return new Written(
        items.stream().map(Written::text).collect(Collectors.joining(", ", "[", "]")),
        event -> new Json.Arr(items.stream().map(item -> item.meaning.apply(event)).toList()));
  }

  private Written field() {
    return switch (random.nextInt(6)) {
      case 0 -> path("event");
      case 1 -> path("a");
      case 2 -> path("b");
      case 3 -> path("properties", "a");
      case 4 -> path("properties", "odd name.\\[0]");
      default -> path("ß😀", "0");
    };
  }

  private static Written path(String... names) {
    var text =
        IntStream.range(0, names.length)
            .mapToObj(i -> names[i].replaceAll("([^A-Za-z0-9_-])", "\\\\$1"))
            .collect(Collectors.joining("."));
    return new Written(
        text,
        event -> {
          Json value = event;
          for (var name : names) {
            value =
                value instanceof Json.Obj object
                    ? object.field(name).orElse(Json.Null.VALUE)
                    : Json.Null.VALUE;
          }
          return value;
        });
  }

  private String bracketed(String text) {
    return "(" + (random.nextBoolean() ? " " : "") + text + ")";
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static boolean isTrue(Json value) {
    return value.equals(Json.Bool.TRUE);
  }
}
