package dev.tributary.ingest.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.webhook.WebhookPresets;
import dev.tributary.ingest.domain.webhook.WebhookReader;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Checked.Valid;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceBookTest {

  @Test
  void readsASourceWithItsKeys() {
    // When
    var checked = read(spec("{\"writeKeys\":[\"demo-web_shop.1~\"]}"));

    // Then
    assertThat(checked).isEqualTo(new Valid<>(source("demo-web_shop.1~")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "{}, spec.writeKeys",
        "{\"writeKeys\":null}, spec.writeKeys",
        "{\"writeKeys\":[]}, spec.writeKeys",
        "{\"writeKeys\":\"k\"}, spec.writeKeys",
        "{\"writeKeys\":[5]}, spec.writeKeys[0]",
        "{\"writeKeys\":[\"\"]}, spec.writeKeys[0]",
        "{\"writeKeys\":[\"a b\"]}, spec.writeKeys[0]",
        "{\"writeKeys\":[\"a:b\"]}, spec.writeKeys[0]",
        "|{\"writeKeys\":[\"a\",\"a\"]}|, spec.writeKeys[1]",
        "|{\"writeKeys\":[\"a\"],\"enabled\":\"yes\"}|, spec.enabled",
        "|{\"writeKeys\":[\"a\"],\"writekeys\":[]}|, spec.writekeys",
        "|{\"writeKeys\":[\"a\"],\"disabledKeys\":[\"a\"]}|, spec.disabledKeys[0]",
        "|{\"writeKeys\":[\"a\"],\"disabledKeys\":[\"b\",\"b c\"]}|, spec.disabledKeys[1]",
        "|{\"writeKeys\":[\"a\"],\"origins\":[\"https://shop.example/\"]}|, spec.origins[0]",
        "|{\"writeKeys\":[\"a\"],\"origins\":[\"*\"]}|, spec.origins[0]",
        "|{\"writeKeys\":[\"a\"],\"origins\":[]}|, spec.origins",
        "|{\"writeKeys\":[\"a\"],\"origins\":\"https://shop.example\"}|, spec.origins",
        "|{\"writeKeys\":[\"a\"],\"ip\":\"hash\"}|, spec.ip"
      })
  void namesThePathOfWhatIsWrong(String spec, String path) {
    assertThat(read(spec(spec)).problems()).extracting(Violation::path).containsExactly(path);
  }

  @Test
  void refusesAKeyOfMoreThanAHundredCharacters() {
    // Given
    var longer = "k".repeat(101);

    // When
    var problems = read(spec("{\"writeKeys\":[\"" + longer + "\"]}")).problems();

    // Then
    assertThat(problems).extracting(Violation::path).containsExactly("spec.writeKeys[0]");
  }

  @Test
  void findsTheSourceOfAKeyUntilItIsReplacedOrGone() {
    // Given
    var book = SourceBook.EMPTY.with("web", source("a", "b"));

    // Then
    assertThat(book.withKey("b")).contains(of("web"));
    assertThat(book.with("web", source("a")).withKey("b")).isEmpty();
    assertThat(book.without("web").withKey("a")).isEmpty();
    assertThat(book.withKey("c")).isEmpty();
  }

  @Test
  void knowsAKeyThatIsSwitchedOffAndWhoseItIs() {
    // Given
    var spec = read(spec("{\"writeKeys\":[\"a\"],\"disabledKeys\":[\"old\"]}"));
    var book = SourceBook.EMPTY.with("web", ((Valid<SourceSpec>) spec).value());

    // Then
    assertThat(book.withKey("a").orElseThrow().enabled()).isTrue();
    assertThat(book.withKey("old").orElseThrow().enabled()).isFalse();
    assertThat(book.clashesOf("shop", source("old")))
        .containsExactly(
            new Violation("spec.writeKeys[0]", "is a write key of source web already"));
  }

  @Test
  void namesThePathOfAKeyThatIsAnotherSources() {
    // Given
    var book = SourceBook.EMPTY.with("web", source("a", "b"));

    // Then
    assertThat(book.clashesOf("shop", source("x", "b")))
        .containsExactly(
            new Violation("spec.writeKeys[1]", "is a write key of source web already"));
    assertThat(book.clashesOf("web", source("x", "b"))).isEmpty();
  }

  @Test
  void givesAKeyOfTwoSourcesToTheFirstByNameInWhateverOrderTheyCame() {
    // Given
    var one = SourceBook.EMPTY.with("b", source("k")).with("a", source("k"));
    var other = SourceBook.EMPTY.with("a", source("k")).with("b", source("k"));

    // Then
    assertThat(one.withKey("k")).contains(of("a"));
    assertThat(other.withKey("k")).contains(of("a"));
    assertThat(one.without("a").withKey("k")).contains(of("b"));
  }

  private static SourceSpec source(String... keys) {
    return new SourceSpec(
        List.of(keys), List.of(), List.of(), true, SourceRules.NONE, Optional.empty());
  }

  private static Checked<SourceSpec> read(Json.Obj spec) {
    return SourceSpec.read(spec, new WebhookReader(NoPresets.INSTANCE));
  }

  /** There are none. */
  private enum NoPresets implements WebhookPresets {
    INSTANCE;

    @Override
    public Optional<Json.Obj> named(String name) {
      return Optional.empty();
    }

    @Override
    public Set<String> names() {
      return Set.of();
    }
  }

  private static Source of(String name) {
    return new Source(name, true, SourceRules.NONE, Optional.empty());
  }

  private static Json.Obj spec(String text) {
    return (Json.Obj) JsonText.parse(text);
  }
}
