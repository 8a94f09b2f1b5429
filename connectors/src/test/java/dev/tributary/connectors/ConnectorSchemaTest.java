package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors says of a file what the reader says, as far as a schema can tell. */
class ConnectorSchemaTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("tributary.root"), "connectors/src/main/resources");
  private static final Schema SCHEMA = schema();

  @ParameterizedTest
  @MethodSource("dev.tributary.connectors.ConnectorFilesTest#names")
  void acceptsEveryFileThatIsShipped(String name) throws IOException {
    // Given
    var file = Files.readAllBytes(RESOURCES.resolve("connectors/" + name + ".yaml"));

    // Then
    assertThat(faults(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsWhatTheReaderAccepts(String name, String yaml) {
    // Then
    assertThat(refusals(yaml)).as("the reader").isEmpty();
    assertThat(faults(yaml)).as("the schema").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void refusesWhatTheReaderRefuses(String name, String yaml) {
    // Then
    assertThat(refusals(yaml)).as("the reader").isNotEmpty();
    assertThat(faults(yaml)).as("the schema").isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("subtle")
  void leavesToTheReaderWhatNoSchemaCanTell(String name, String yaml) {
    // Then
    assertThat(refusals(yaml)).as("the reader").isNotEmpty();
    assertThat(faults(yaml)).as("the schema").isEmpty();
  }

  @Test
  void isItselfASchema() throws IOException {
    // Given
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var text = Files.readString(RESOURCES.resolve("connector.schema.json"));

    // When
    var meta =
        registry.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    // Then
    assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
  }

  static Stream<Arguments> accepted() {
    return cases("accepted");
  }

  static Stream<Arguments> broken() {
    return cases("broken");
  }

  static Stream<Arguments> subtle() {
    return cases("subtle");
  }

  /** Each case is a good file with one text in it replaced by another. */
  private static Stream<Arguments> cases(String group) {
    var file = (Json.Obj) YamlText.parse(resource("/cases/schema.yaml"));
    var good = text(file, "good");
    return ((Json.Arr) file.field(group).orElseThrow())
        .items().stream()
            .map(Json.Obj.class::cast)
            .map(row -> {
              var from = text(row, "replace");
              assertThat(good).contains(from);
              return Arguments.of(text(row, "name"), good.replace(from, text(row, "with")));
            });
  }

  private static String text(Json.Obj row, String field) {
    return ((Json.Str) row.field(field).orElseThrow()).value();
  }

  private static List<Violation> refusals(String yaml) {
    return ConnectorLibrary.read("tool", yaml.getBytes(StandardCharsets.UTF_8)).problems();
  }

  private static List<Error> faults(String yaml) {
    return faults(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Error> faults(byte[] yaml) {
    return SCHEMA.validate(JsonText.writeString(YamlText.parse(yaml)), InputFormat.JSON);
  }

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(RESOURCES.resolve("connector.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (var stream = ConnectorSchemaTest.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
