package dev.tributary.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.client.DefinitionFiles.Document;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFilesTest {

  @TempDir Path directory;

  @Test
  void readsEveryDocumentOfADirectoryInTheOrderOfDependency() throws IOException {
    // Given
    Files.writeString(
        directory.resolve("a.yaml"),
        """
        # first
        kind: Destination
        metadata: {name: hook}
        ---
        kind: Audience
        metadata: {name: spenders}
        ---
        """);
    Files.createDirectories(directory.resolve("more"));
    Files.writeString(
        directory.resolve("more/b.json"), "{\"kind\":\"Source\",\"metadata\":{\"name\":\"web\"}}");
    Files.writeString(directory.resolve("README.md"), "not a definition");

    // When
    var documents = DefinitionFiles.read(directory);

    // Then
    assertThat(documents).extracting(Document::name).containsExactly("web", "spenders", "hook");
    assertThat(documents)
        .extracting(Document::kind)
        .containsExactly(Kind.SOURCE, Kind.AUDIENCE, Kind.DESTINATION);
  }

  @Test
  void keepsTheTypesOfValues() {
    // When
    var spec = parse("kind: Source\nmetadata: {name: a}\nspec: {n: 5, t: yes it is, b: true}");

    // Then
    assertThat(spec.content().path("spec").toString())
        .isEqualTo("{\"n\":5,\"t\":\"yes it is\",\"b\":true}");
  }

  @Test
  void saysPlainlyWhatCannotBeADefinition() {
    // Then
    assertRefused("kind: Sauce\nmetadata: {name: a}", "f.yaml, document 1: there is no kind Sauce");
    assertRefused("metadata: {name: a}", "kind is missing; it is one of Source, TrackingPlan");
    assertRefused("kind: Source", "metadata.name is missing");
    assertRefused("[1, 2]", "kind is missing");
    assertRefused("kind: [Source", "f.yaml is neither YAML nor JSON");
    assertThatThrownBy(() -> DefinitionFiles.read(directory.resolve("nowhere")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> DefinitionFiles.read(directory))
        .hasMessageContaining("holds no definition");
  }

  @Test
  void theExampleShopIsComplete() {
    // When
    var documents =
        DefinitionFiles.read(Path.of(System.getProperty("tributary.root"), "examples/shop"));

    // Then
    assertThat(documents)
        .extracting(document -> document.kind() + " " + document.name())
        .contains(
            "SOURCE web-shop",
            "COMPUTED_TRAIT revenue_90d",
            "AUDIENCE big_spenders",
            "DESTINATION demo-webhook");
  }

  private static Document parse(String text) {
    return DefinitionFiles.parse("f.yaml", text).getFirst();
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
  }
}
