package dev.tributary.platform.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How large a mapping may be, and how much it may make. */
class MappingBoundsTest {

  private static final Json WHOLE = JsonReader.read("{\"@path\":\"$.\"}");

  @Test
  void takesFiftyLevelsAndNotOneMore() {
    // Given
    var deepest = nested(Mapping.MAX_DEPTH - 1, WHOLE, inner -> Json.object("a", inner));
    var deeper = Json.object("a", deepest);

    // Then
    assertThat(Mapping.compile("spec.mapping", deepest).problems()).isEmpty();
    assertThat(Mapping.compile("spec.mapping", deeper).problems())
        .containsExactly(
            new Violation(
                "spec.mapping" + ".a".repeat(Mapping.MAX_DEPTH),
                "is nested deeper than 50 levels"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void stopsWhatWouldExplode(String about, Json spec) {
    // Given
    var mapping = Mappings.compiled(spec);
    var event = Json.object("a", Json.of("a".repeat(1_000)));

    // When
    var failure =
        assertThatExceptionOfType(MappingFailed.class)
            .isThrownBy(() -> mapping.apply(event))
            .actual();

    // Then
    assertThat(failure.code()).isEqualTo("too_large");
  }

  static Stream<Arguments> stopsWhatWouldExplode() {
    return Stream.of(
        Arguments.of("copies", twice(12, MappingBoundsTest::pair)),
        Arguments.of("copies that are transformed", doubled("{'@path':'$.'}")),
        Arguments.of(
            "copies that are encoded",
            doubled("{'@json':{'mode':'encode','value':{'@path':'$.'}}}")),
        Arguments.of(
            "copies that are flattened",
            doubled("{'@flatten':{'separator':'.','value':{'@path':'$.'}}}")),
        Arguments.of("copies that are written", doubled("{'@template':'{{x}}{{y}}'}")),
        Arguments.of(
            "copies that are merged",
            doubled("{'@merge':{'objects':[{'@path':'$.x'},{'p':{'@path':'$.x'}}]}}")),
        Arguments.of(
            "copies that are left out at last",
            doubled("{'@if':{'exists':{'@path':'$.oops'},'then':1}}")),
        Arguments.of("letters that are replaced", twice(20, MappingBoundsTest::replaced)),
        Arguments.of("a long template", template()),
        Arguments.of("levels", deepened()),
        Arguments.of("arrays of arrays", arrays()));
  }

  @Test
  void takesAnEventOfAnySizeAsItIs() {
    // Given
    var event = Json.object("a", Json.of("a".repeat(2 * Mapping.MAX_OUTPUT)));

    // When
    var made = Mappings.compiled(WHOLE).apply(event);

    // Then
    assertThat(made).isSameAs(event);
  }

  @Test
  void makesAsMuchAsABillOfAThousandLines() {
    // Given
    var line = JsonReader.read("{\"sku\":\"abc\",\"price\":12.5,\"quantity\":2}");
    var event = Json.object("lines", new Json.Arr(Collections.nCopies(1_000, line)));
    var spec =
        JsonReader.read(
            "{\"@arrayPath\":[\"$.lines\",{\"id\":{\"@path\":\"$.sku\"},\"total\":{\"@template\":\"{{price}} x {{quantity}}\"}}]}");

    // When
    var made = Mappings.compiled(spec).apply(event);

    // Then
    assertThat(made)
        .isEqualTo(
            new Json.Arr(
                Collections.nCopies(
                    1_000, JsonReader.read("{\"id\":\"abc\",\"total\":\"12.5 x 2\"}"))));
  }

  private static Json nested(int times, Json inmost, UnaryOperator<Json> around) {
    var spec = inmost;
    for (int i = 0; i < times; i++) {
      spec = around.apply(spec);
    }
    return spec;
  }

  private static Json twice(int times, UnaryOperator<Json> around) {
    return nested(times, WHOLE, around);
  }

  private static Json pair(Json inner) {
    return Json.arrayOf(inner, inner);
  }

  private static Json replaced(Json inner) {
    var value = inner.equals(WHOLE) ? JsonReader.read("{\"@path\":\"$.a\"}") : inner;
    return Json.object(
        "@replace",
        new Json.Obj(
            Map.of("pattern", Json.of("a"), "replacement", Json.of("aaaaaaaaaa"), "value", value)));
  }

  /** Each of forty transforms makes two references to what the one before made. */
  private static Json doubled(String last) {
    var both = JsonReader.read("{\"x\":{\"@path\":\"$.\"},\"y\":{\"@path\":\"$.\"}}");
    return nested(
        40, JsonReader.read(last.replace('\'', '"')), mapping -> transform(both, mapping));
  }

  private static Json transform(Json apply, Json mapping) {
    return Json.object("@transform", new Json.Obj(Map.of("apply", apply, "mapping", mapping)));
  }

  private static Json template() {
    return Json.object("@template", Json.of("{{a}}".repeat(1_999)));
  }

  /** Transforms within transforms: the depth doubles with each. */
  private static Json deepened() {
    return nested(10, Json.object("d", WHOLE), inner -> transform(Json.object("d", inner), inner));
  }

  private static Json arrays() {
    var ten = new Json.Arr(Collections.nCopies(10, WHOLE));
    return nested(
        7,
        WHOLE,
        inner ->
            Json.object(
                "@arrayPath",
                new Json.Arr(List.of(Json.object("@literal", ten), Json.object("v", inner)))));
  }
}
