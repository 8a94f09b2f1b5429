package dev.tributary.platform.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.cases.RandomJson;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every mapping and every event; each draw is its seed. */
class MappingPropertiesTest {

  private static final List<String> PATHS =
      List.of("$.", "$.a", "$.b", "$.properties.a", "$.event", "$.a[0]", "$.properties", "$.oops");
  private static final List<String> CODES =
      List.of("bad_json", "not_text", "bad_path", "not_an_object");

  static LongStream seeds() {
    return LongStream.range(0, 1_500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesAsItIsWhatHoldsNoDirective(long seed) {
    // Given
    var value = new RandomJson(seed).value(5);

    // When
    var raw = Mappings.compiled(value).apply(Json.Obj.EMPTY);
    var literal = Mappings.compiled(Json.object("@literal", value)).apply(Json.Obj.EMPTY);

    // Then
    assertThat(raw).isEqualTo(value);
    assertThat(literal).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesTheEventItselfForTheWholePath(long seed) {
    // Given
    var event = new RandomJson(seed).object(5);
    var mapping = Mappings.compiled(Json.object("@path", Json.of("$.")));

    // When
    var made = mapping.apply(event);

    // Then
    assertThat(made).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodesWhatItEncodes(long seed) {
    // Given
    var event = new RandomJson(seed).object(5);
    var encode = JsonReader.read("{\"@json\":{\"mode\":\"encode\",\"value\":{\"@path\":\"$.\"}}}");
    var encoded = Mappings.compiled(encode).apply(event);
    var decode =
        JsonReader.read("{\"@json\":{\"mode\":\"decode\",\"value\":{\"@path\":\"$.text\"}}}");

    // When
    var decoded = Mappings.compiled(decode).apply(Json.object("text", encoded));

    // Then
    assertThat(decoded).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void failsOnAnyEventInNoOtherWayThanItsOwn(long seed) {
    // Given
    var spec = spec(new SplittableRandom(seed), 5);
    var mapping = Mappings.compiled(spec);
    var random = new RandomJson(seed);

    for (int i = 0; i < 10; i++) {
      var event = random.object(4);
      try {
        // When
        var once = mapping.apply(event);

        // Then
        assertThat(mapping.apply(event)).isEqualTo(once);
      } catch (MappingFailed failure) {
        assertThat(failure.code()).isIn(CODES);
        assertThat(failure.path()).startsWith("spec.mapping");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsAnySpecAsAMappingOrAsViolations(long seed) {
    // Given
    var spec = broken(new SplittableRandom(seed), spec(new SplittableRandom(seed), 4));

    // When
    var checked = Mapping.compile("spec.mapping", spec);

    // Then
    switch (checked) {
      case Checked.Valid<Mapping>(var mapping) -> assertThat(mapping).isNotNull();
      case Checked.Invalid<Mapping>(var violations) ->
          assertThat(violations)
              .isNotEmpty()
              .allSatisfy(each -> assertThat(each.path()).startsWith("spec.mapping"));
    }
  }

  /** A good spec, nested at most so deep. */
  private static Json spec(SplittableRandom random, int depth) {
    if (depth == 0) {
      return random.nextBoolean()
          ? directive("@path", Json.of(pick(random, PATHS)))
          : Json.of(pick(random, List.of("text", "5", "[1]", "{{a}}", "$.a")));
    }
    var inner = spec(random, depth - 1);
    return switch (random.nextInt(14)) {
      case 0 -> directive("@path", Json.of(pick(random, PATHS)));
      case 1 -> directive("@template", Json.of("{{a}} {{properties.a}}{{{b}}}"));
      case 2 -> directive("@literal", inner);
      case 3 ->
          options(
              "@if",
              Map.of(
                  pick(random, List.of("exists", "blank", "true")),
                  inner,
                  "then",
                  spec(random, depth - 1)));
      case 4 -> options("@case", Map.of("operator", Json.of("upper"), "value", inner));
      case 5 ->
          options(
              "@replace",
              Map.of("pattern", Json.of("a"), "ignorecase", Json.of(true), "value", inner));
      case 6 ->
          directive(
              "@arrayPath",
              Json.arrayOf(
                  directive("@path", Json.of(pick(random, PATHS))), Json.object("x", inner)));
      case 7 -> options("@flatten", Map.of("separator", Json.of("_"), "value", inner));
      case 8 ->
          options(
              "@json",
              Map.of("mode", Json.of(pick(random, List.of("encode", "decode"))), "value", inner));
      case 9 ->
          options(
              "@merge",
              Map.of(
                  "objects", Json.arrayOf(Json.object("a", inner), directive("@literal", inner))));
      case 10 ->
          options(
              "@transform",
              Map.of("apply", Json.object("a", inner), "mapping", spec(random, depth - 1)));
      case 11 -> directive("@excludeWhenNull", inner);
      case 12 -> directive("@path", directive("@literal", inner));
      default -> Json.arrayOf(inner, Json.object("b", spec(random, depth - 1)));
    };
  }

  /** The spec with one part of it replaced by something else. */
  private static Json broken(SplittableRandom random, Json spec) {
    if (random.nextInt(4) == 0) {
      return new RandomJson(random.nextLong()).value(2);
    }
    return switch (spec) {
      case Json.Obj(var fields) when !fields.isEmpty() -> {
        var copy = new LinkedHashMap<>(fields);
        var name = pick(random, List.copyOf(fields.keySet()));
        switch (random.nextInt(6)) {
          case 0 -> copy.remove(name);
          case 1 -> copy.put("@if", Json.of(true));
          case 2 -> copy.put("@unknown", Json.of(true));
          default -> copy.put(name, broken(random, fields.get(name)));
        }
        yield new Json.Obj(copy);
      }
      case Json.Arr(var items) ->
          new Json.Arr(items.stream().map(item -> broken(random, item)).toList());
      case Json.Obj _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> spec;
    };
  }

  private static Json.Obj directive(String name, Json value) {
    return Json.object(name, value);
  }

  private static Json.Obj options(String name, Map<String, Json> options) {
    return Json.object(name, new Json.Obj(options));
  }

  private static <T> T pick(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
