package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.library.ConnectorLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that are shipped: each is right, listed, and shown what it sends. */
class ConnectorFilesTest {

  private static final Path MAIN =
      Path.of(System.getProperty("tributary.root"), "connectors/src/main/resources/connectors");
  private static final Path GOLDEN =
      Path.of(System.getProperty("tributary.root"), "connectors/src/test/resources/golden");

  @ParameterizedTest
  @MethodSource("names")
  void isWithoutFault(String name) throws IOException {
    // When
    var read = ConnectorLibrary.read(name, Files.readAllBytes(MAIN.resolve(name + ".yaml")));

    // Then
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void listsEveryFileAndHasAGoldenFileForEach() throws IOException {
    // Then
    assertThat(ConnectorLibrary.names()).isEqualTo(names());
    for (var name : names()) {
      assertThat(GOLDEN.resolve(name + ".yaml")).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasNothingLeftOfTheSkeletonItBeganWith(String name) throws IOException {
    // Given
    var about = ConnectorLibrary.find(name).orElseThrow().about();

    // Then
    assertThat(about.link()).doesNotContain("example.com");
    assertThat(about.facts()).noneMatch(fact -> fact.url().contains("example.com"));
    assertThat(Files.readString(MAIN.resolve(name + ".yaml"))).doesNotContain("take this comment");
  }

  static List<String> names() throws IOException {
    try (var files = Files.list(MAIN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }
}
