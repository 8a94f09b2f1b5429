package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.golden.GoldenCase;
import dev.tributary.connectors.golden.GoldenFile;
import dev.tributary.connectors.golden.GoldenReader;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out for an event, and what answers mean, by the files in {@code golden}. */
class GoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("tributary.root"), "connectors/src/test/resources/golden");

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void sendsWhatTheGoldenFileSays(String connector, String about, GoldenCase golden) {
    // Given
    var subject = ConnectorLibrary.find(connector).orElseThrow();

    // When
    var faults = new GoldenFile(connector, List.of(golden)).faults(subject);

    // Then
    assertThat(faults).filteredOn(fault -> fault.startsWith("case")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.tributary.connectors.ConnectorFilesTest#names")
  void showsEverythingThatAConnectorCanDo(String connector) throws IOException {
    // Given
    var subject = ConnectorLibrary.find(connector).orElseThrow();

    // When
    var faults = file(connector).faults(subject);

    // Then
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|PUT|requests[0] differs",
        "application/json|text/plain|requests[0].headers differs",
        "text: identify by a@example.com|text: b|requests[0].body differs",
        "[drop]|[retry]|requests[0].items differs",
        "discarded: {'0': mapping_failed}|discarded: {'0': missing_field}|discarded differs",
        "action: postMessage|action: shout|action is none of the connector's: shout",
      })
  void tellsEachDifference(String right, String wrong, String difference) throws IOException {
    // Given
    var text = Files.readString(GOLDEN.resolve("slack.yaml"));
    assertThat(text).contains(right);
    var file = valid(GoldenReader.read("slack", bytes(text.replace(right, wrong))));

    // When
    var faults = file.faults(ConnectorLibrary.find("slack").orElseThrow());

    // Then
    assertThat(faults).anyMatch(fault -> fault.contains(difference));
  }

  @Test
  void tellsWhatNoCaseShows() {
    // Given
    var file = new GoldenFile("meta-custom-audiences", List.of());

    // When
    var faults = file.faults(ConnectorLibrary.find("meta-custom-audiences").orElseThrow());

    // Then
    assertThat(faults)
        .containsExactly(
            "no case shows what audience: create sends",
            "no case shows what audience: add sends",
            "no case shows what audience: remove sends");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action: a|actoin: a|golden.cases[0].actoin",
        "action: a|action: a, audience: add|golden.cases[0]",
        "action: a|audience: change|golden.cases[0].audience",
        "now: '2026-11-28T12:00:00Z'|now: noon|golden.cases[0].now",
        "mapping: {}|mapping: {b: {'@nope': 1}}|golden.cases[0].mapping.b.@nope",
        "events: []|events: [1]|golden.cases[0].events",
        "url: u|ulr: u|golden.cases[0].requests[0].url",
        "status: 200|status: 20|golden.cases[0].requests[0].answer.status",
        "connector: tool|connector: other|golden.connector",
      })
  void namesThePathOfAFault(String right, String wrong, String path) {
    // Given
    var good =
        "{connector: tool, cases: [{name: n, action: a, now: '2026-11-28T12:00:00Z', mapping: {},"
            + " events: [], requests: [{method: GET, url: u, answer: {status: 200}}]}]}";
    assertThat(GoldenReader.read("tool", bytes(good)).problems()).isEmpty();

    // When
    var problems = GoldenReader.read("tool", bytes(good.replace(right, wrong))).problems();

    // Then
    assertThat(problems).extracting(problem -> problem.path()).contains(path);
  }

  static Stream<Arguments> cases() throws IOException {
    return ConnectorFilesTest.names().stream()
        .flatMap(
            name -> file(name).cases().stream().map(each -> Arguments.of(name, each.name(), each)));
  }

  private static GoldenFile file(String connector) {
    try {
      var bytes = Files.readAllBytes(GOLDEN.resolve(connector + ".yaml"));
      return valid(GoldenReader.read(connector, bytes));
    } catch (IOException e) {
      throw new AssertionError(connector, e);
    }
  }

  private static GoldenFile valid(Checked<GoldenFile> read) {
    return switch (read) {
      case Checked.Valid<GoldenFile>(var file) -> file;
      case Checked.Invalid<GoldenFile>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
