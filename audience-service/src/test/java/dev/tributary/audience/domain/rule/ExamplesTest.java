package dev.tributary.audience.domain.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer starts from can be read. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engagement/traits.yaml",
        "engagement/audiences.yaml",
        "accounts/traits.yaml",
        "accounts/audiences.yaml"
      })
  void areReadWithoutAFault(String file) throws IOException {
    var documents = Files.readString(EXAMPLES.resolve(file)).split("(?m)^---$");

    assertThat(documents).hasSizeGreaterThan(1);
    for (var document : documents) {
      assertThat(problems((Json.Obj) YamlText.parse(document.getBytes(UTF_8)))).isEmpty();
    }
  }

  private static List<Violation> problems(Json.Obj definition) {
    var spec = (Json.Obj) definition.field("spec").orElseThrow();
    return definition.field("kind").equals(Optional.of(Json.of("Audience")))
        ? AudienceReader.read("a", 1, spec).problems()
        : ComputedTraitReader.read("t", 1, spec).problems();
  }
}
