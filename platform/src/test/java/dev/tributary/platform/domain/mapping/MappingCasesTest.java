package dev.tributary.platform.domain.mapping;

import static dev.tributary.platform.domain.cases.YamlCases.items;
import static dev.tributary.platform.domain.cases.YamlCases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.cases.YamlCases;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the directives do, by the tables in {@code cases/mapping}. */
class MappingCasesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void makesWhatTheTablesSay(String about, Json spec, Json.Obj event, Json expected) {
    // When
    var made = Mappings.compiled(spec).apply(event);

    // Then
    assertThat(made).isEqualTo(expected);
  }

  static Stream<Arguments> makesWhatTheTablesSay() {
    return cases("makes")
        .map(row ->
            Arguments.of(about(row), row.field("mapping").orElseThrow(), event(row), makes(row)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void failsWithACodeAndTheDirectivesPath(
      String about, Json spec, Json.Obj event, String code, String path) {
    // Given
    var mapping = Mappings.compiled(spec);

    // When
    var failure =
        assertThatExceptionOfType(MappingFailed.class)
            .isThrownBy(() -> mapping.apply(event))
            .actual();

    // Then
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.path()).isEqualTo(path);
  }

  static Stream<Arguments> failsWithACodeAndTheDirectivesPath() {
    return cases("fails")
        .map(row ->
            Arguments.of(
                about(row),
                row.field("mapping").orElseThrow(),
                event(row),
                text(row.field("fails").orElseThrow()),
                text(row.field("at").orElseThrow())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesNamingEveryWrongPath(String about, Json spec, List<String> expected) {
    // When
    var violations = Mapping.compile("spec.mapping", spec).problems();

    // Then
    assertThat(violations)
        .extracting(violation -> violation.path() + " " + violation.reason())
        .containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> refusesNamingEveryWrongPath() {
    return Stream.of("errors", "more")
        .flatMap(file -> YamlCases.objects("mapping/" + file + ".yaml").stream())
        .filter(row -> row.field("violations").isPresent())
        .map(row ->
            Arguments.of(
                about(row),
                row.field("mapping").orElseThrow(),
                items(row.field("violations").orElseThrow()).stream()
                    .map(YamlCases::text)
                    .toList()));
  }

  private static Stream<Json.Obj> cases(String kind) {
    return Stream.of("readme", "path", "text", "logic", "shape", "more")
        .flatMap(file -> YamlCases.objects("mapping/" + file + ".yaml").stream())
        .filter(row -> row.field(kind).isPresent());
  }

  private static String about(Json.Obj row) {
    return text(row.field("about").orElseThrow());
  }

  private static Json.Obj event(Json.Obj row) {
    return (Json.Obj) row.field("event").orElseThrow();
  }

  private static Json makes(Json.Obj row) {
    return row.field("makes").orElseThrow();
  }
}
