package dev.tributary.connectors.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user sees them, in a checkout with a few connectors. */
class ConnectorsCommandTest {

  private record Answer(int code, String output, String problems) {}

  private static final Path REAL = Path.of(System.getProperty("tributary.root"));
  private static final List<String> NAMES = List.of("braze", "kafka", "slack");

  @TempDir Path root;

  private Checkout checkout;

  @BeforeEach
  void layOutACheckout() throws IOException {
    checkout = new Checkout(root);
    Files.createDirectories(checkout.connectors());
    Files.createDirectories(checkout.golden("any").getParent());
    for (var name : NAMES) {
      Files.copy(new Checkout(REAL).connector(name), checkout.connector(name));
      Files.copy(new Checkout(REAL).golden(name), checkout.golden(name));
    }
    Files.writeString(checkout.connectors().resolve("index.txt"), "braze\nkafka\nslack\n");
  }

  @Test
  void listsWhatThereIs() {
    // When
    var list = run("list");

    // Then
    assertThat(list.code()).isZero();
    assertThat(list.output().lines()).hasSize(4);
    assertThat(list.output())
        .containsPattern("braze +Braze +engagement +trackEvent,.*,\\(lists\\)")
        .containsPattern("slack +Slack +messaging +postMessage");
  }

  @Test
  void listsWhatWasBuiltInWhereThereIsNoCheckout() throws IOException {
    // Given
    checkout = new Checkout(Files.createDirectory(root.resolve("installed")));

    // When
    var list = run("list");

    // Then
    assertThat(list.code()).isZero();
    assertThat(list.output()).contains("zendesk");
    assertThat(run("new", "acme").code()).isEqualTo(1);
    assertThat(run("docs").code()).isEqualTo(1);
  }

  @Test
  void listsAConnectorThatIsWrongAsSuch() throws IOException {
    // Given
    replace(checkout.connector("slack"), "path: ''", "path: 'post'");

    // When
    var list = run("list");

    // Then
    assertThat(list.code()).isEqualTo(1);
    assertThat(list.output()).containsPattern("slack +is wrong").contains("Braze");
  }

  @Test
  void saysThatAFileIsRightAndItsGoldenCasesPass() {
    // When
    var validate = run("validate", file("slack"), file("braze"));

    // Then
    assertThat(validate.code()).isZero();
    assertThat(validate.output())
        .contains("slack.yaml: right; 5 golden cases pass", "braze.yaml: right; 10 golden");
  }

  @Test
  void namesEachFaultByItsPath() throws IOException {
    // Given
    replace(checkout.connector("slack"), "path: ''", "path: 'post'");
    replace(checkout.connector("slack"), "type: array", "type: list");

    // When
    var validate = run("validate", file("slack"));

    // Then
    assertThat(validate.code()).isEqualTo(1);
    assertThat(validate.output())
        .contains("slack.actions.postMessage.request.path does not begin with /")
        .contains("slack.actions.postMessage.fields.blocks.type is none of");
  }

  @Test
  void tellsWhatTheGoldenFileExpectsAndWhatComes() throws IOException {
    // Given
    replace(checkout.connector("slack"), "'&gt;'", "'&GT;'");

    // When
    var validate = run("validate", file("slack"));

    // Then
    assertThat(validate.code()).isEqualTo(1);
    assertThat(validate.output())
        .contains("case 'a message says what was done by whom, and control characters are escaped'")
        .contains("expected {\"text\":\"Mr &amp; Mrs &lt;b&gt; by u1\"}")
        .contains("but was  {\"text\":\"Mr &amp; Mrs &lt;b&GT; by u1\"}");
  }

  @Test
  void validatesAFileAnywhereWithTheGoldenFileBesideIt() throws IOException {
    // Given
    var file = Files.copy(checkout.connector("slack"), root.resolve("slack.yaml"));
    var alone = run("validate", file.toString());
    Files.writeString(root.resolve("slack.golden.yaml"), "connector: slack\ncases: []\n");

    // When
    var together = run("validate", file.toString());

    // Then
    assertThat(alone.code()).isZero();
    assertThat(alone.output()).contains("there is no golden file");
    assertThat(together.code()).isEqualTo(1);
    assertThat(together.output()).contains("no case shows what action postMessage sends");
  }

  @Test
  void beginsAConnectorThatIsRightAtOnce() throws IOException {
    // When
    var made = run("new", "acme-mail", "--title", "Acme's Mail");

    // Then
    assertThat(made.code()).isZero();
    assertThat(run("validate", file("acme-mail")).output()).contains("right; 3 golden cases pass");
    assertThat(Files.readString(checkout.connector("acme-mail")))
        .startsWith("# yaml-language-server: $schema=../connector.schema.json")
        .contains("title: 'Acme''s Mail'");
    assertThat(Files.readAllLines(checkout.connectors().resolve("index.txt")))
        .containsExactly("acme-mail", "braze", "kafka", "slack");
    assertThat(run("list").output()).contains("Acme's Mail");
    assertThat(run("try", "acme-mail").output()).contains("POST https://api.example.com/v1/events");
  }

  @Test
  void doesNotBeginAConnectorThatThereIs() throws IOException {
    // Given
    var before = Files.readString(checkout.connector("slack"));

    // When
    var made = run("new", "slack");

    // Then
    assertThat(made.code()).isEqualTo(1);
    assertThat(made.problems()).contains("There is a connector slack already");
    assertThat(Files.readString(checkout.connector("slack"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme", "acme_mail", "../acme", "acme-", "", "a.b"})
  void refusesABadName(String name) throws IOException {
    // When
    var made = run("new", name);

    // Then
    assertThat(made.code()).isEqualTo(2);
    assertThat(made.problems()).contains("lower kebab case", "Usage:");
    assertThat(Files.readString(checkout.connectors().resolve("index.txt"))).hasLineCount(3);
  }

  @Test
  void showsWhatWouldBeSentAndSaysThatNothingIs() throws IOException {
    // Given
    var settings =
        Files.writeString(
            root.resolve("settings.yaml"), "{apiKey: top-secret-1, region: eu-01, appId: app-1}");

    // When
    var tried = run("try", "braze", "--action", "trackEvent", "--settings", settings.toString());

    // Then
    assertThat(tried.code()).isZero();
    assertThat(tried.output())
        .contains("NOTHING IS SENT", "POST /api/v1/destinations/NAME/test")
        .contains("POST https://rest.fra-01.braze.eu/users/track\n")
        .contains("Authorization: Bearer ~~apiKey~~\n", "\"external_id\": \"u-42\"")
        .doesNotContain("top-secret-1");
  }

  @Test
  void putsPlaceholdersForSettingsThatAreMissing() {
    // When
    var tried = run("try", "slack");

    // Then
    assertThat(tried.code()).isZero();
    assertThat(tried.output())
        .contains("POST __url__\n")
        .contains("Setting url must be given and is not: here it is __url__");
  }

  @Test
  void triesAFileWithAnEventAndAMappingOfTheUsersOwn() throws IOException {
    // Given
    var event =
        Files.writeString(root.resolve("event.json"), "{\"type\":\"page\",\"name\":\"Home\"}");
    var mapping =
        Files.writeString(root.resolve("mapping.yaml"), "text: {'@template': 'On {{name}}'}");

    // When
    var tried =
        run("try", file("slack"), "--event", event.toString(), "--mapping", mapping.toString());

    // Then
    assertThat(tried.code()).isZero();
    assertThat(tried.output()).contains("{\"text\":\"On Home\"}").doesNotContain("a sample");
  }

  @Test
  void saysWhyNothingWouldBeSent() throws IOException {
    // Given
    var event = Files.writeString(root.resolve("event.yaml"), "{type: identify, userId: u1}");

    // When
    var tried = run("try", "braze", "--action", "trackEvent", "--event", event.toString());

    // Then
    assertThat(tried.code()).isEqualTo(1);
    assertThat(tried.output())
        .contains("Nothing would be sent: missing_field: has no name")
        .contains("The event does not pass the action's trigger");
  }

  @Test
  void showsARecordOfAConnectorThatMakesNoRequests() {
    // When
    var tried = run("try", "kafka");

    // Then
    assertThat(tried.code()).isZero();
    assertThat(tried.output()).contains("It would be a record, not a request");
  }

  @Test
  void showsWhatKeepsAList() {
    // When
    var tried = run("try", "braze", "--audience", "remove");

    // Then
    assertThat(tried.code()).isZero();
    assertThat(tried.output()).contains("audience: remove", "\"member\": false");
  }

  @Test
  void namesFaultsOfSettingsAndMappings() throws IOException {
    // Given
    var wrong = Files.writeString(root.resolve("wrong.yaml"), "{nope: a}").toString();

    // Then
    assertThat(run("try", "slack", "--settings", wrong))
        .isEqualTo(new Answer(1, "", "settings.nope is not a known field here\n"));
    assertThat(run("try", "slack", "--mapping", wrong))
        .isEqualTo(new Answer(1, "", "mapping.nope is no field of postMessage\n"));
  }

  @Test
  void writesThePagesAndTakesAwayThoseOfConnectorsThatAreGone() throws IOException {
    // Given
    Files.createDirectories(checkout.docs());
    Files.writeString(checkout.docs().resolve("gone.md"), "old");

    // When
    var docs = run("docs");

    // Then
    assertThat(docs.output()).contains("4 pages written to docs/connectors, 1 removed");
    assertThat(checkout.docs().resolve("gone.md")).doesNotExist();
    assertThat(Files.readString(checkout.docs().resolve("README.md"))).contains("(slack.md)");
    assertThat(Files.readString(checkout.docs().resolve("slack.md")))
        .startsWith("<!-- Made by")
        .contains("| `text` |", "`https://hooks\\.slack(-gov)?\\.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bogus",
        "validate",
        "new",
        "try",
        "list braze",
        "try braze",
        "try braze --action nope",
        "try slack --audience add",
        "try slack --bogus",
        "new a b",
      })
  void answersWrongUsageWithHelp(String line) {
    // When
    var answer = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

    // Then
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.problems()).contains("Usage: ./tributary connectors");
  }

  @Test
  void saysThatAFileIsNotThere() {
    // When
    var answer = run("validate", "nowhere/slack.yaml");

    // Then
    assertThat(answer).isEqualTo(new Answer(1, "", "nowhere/slack.yaml is not there\n"));
  }

  @Test
  void saysThatThereIsNoSuchConnector() {
    // When
    var answer = run("try", "nope");

    // Then
    assertThat(answer).isEqualTo(new Answer(1, "", "nope is no connector\n"));
  }

  private String file(String name) {
    return checkout.connector(name).toString();
  }

  private static void replace(Path file, String from, String to) throws IOException {
    var text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private Answer run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        ConnectorsCommand.line(checkout)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Answer(code, out.toString(), err.toString());
  }
}
