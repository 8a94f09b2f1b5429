package dev.tributary.router.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.sending.Sending;
import dev.tributary.router.testing.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lists of tools that are real connectors' far ends, of an audience that is a fake. */
class ListSyncTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String WEBHOOK =
      "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"},"
          + " \"audiences\": [{\"audience\": \"vip\", \"as\": \"list\"}]}";

  private final FakeMembers members = new FakeMembers();
  private final FakeTool tool = new FakeTool();
  private final KnownLists lists = new KnownLists();
  private final CountingGate pace = new CountingGate();

  @Test
  void addsMembersByEveryNameAndTakesOthersOut() throws Sending.Blocked {
    // Given
    tool.list().add("gone@x.example");
    members
        .has("p1", true, Map.of("user_id", List.of("u1"), "email", List.of("a@x", "b@x")))
        .has("p2", false, Map.of("email", List.of("gone@x.example")));

    // When
    var sent = send(WEBHOOK, "p1", "p2");

    // Then
    assertThat(sent.verdicts()).containsExactly(new Verdict.Delivered(), new Verdict.Delivered());
    assertThat(tool.list()).containsExactly("a@x", "b@x", "u1");
    assertThat(tool.requests()).hasSize(2);
    assertThat(body(0)).contains("\"action\":\"remove\"", "\"audience\":\"vip\"");
  }

  @Test
  void tellsOfAMergedProfileAsTheOneItIsNow() throws Sending.Blocked {
    // Given
    tool.list().add("b@x");
    members.has("p1", true, Map.of("email", List.of("a@x", "b@x")));
    members.merged("p2", "p1");

    // When: p2 left when it was merged
    var sent = send(WEBHOOK, "p2");

    // Then
    assertThat(sent.verdicts()).containsExactly(new Verdict.Delivered());
    assertThat(tool.list()).containsExactly("a@x", "b@x");
  }

  @Test
  void tellsOnceMoreOfWhoChangedMeanwhile() throws Sending.Blocked {
    // Given
    members.has("p1", true, Map.of("email", List.of("a@x")));
    tool.meanwhile(() -> members.has("p1", false, Map.of("email", List.of("a@x"))));

    // When
    var sent = send(WEBHOOK, "p1");

    // Then
    assertThat(sent.verdicts()).containsExactly(new Verdict.Delivered());
    assertThat(tool.list()).isEmpty();
    assertThat(tool.requests()).hasSize(2);
  }

  @Test
  void triesWhoNeverStandsStillAgainLater() throws Sending.Blocked {
    // Given
    members.has("p1", true, Map.of("email", List.of("a@x")));
    var turns = new AtomicInteger();
    tool.meanwhile(
        () -> members.has("p1", turns.incrementAndGet() % 2 == 0, Map.of("email", List.of("a@x"))));

    // When
    var sent = send(WEBHOOK, "p1");

    // Then
    assertThat(sent.verdicts().getFirst())
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.failure().code()).isEqualTo("changed_meanwhile"));
    assertThat(tool.requests()).hasSize(4);
  }

  @Test
  void takesOutByItsLastNamesWhoIsNowhereAnyMore() throws Sending.Blocked {
    // Given
    tool.list().add("old@x");
    var hint =
        new Json.Obj(
            Map.of(
                "profileId",
                Json.of("erased"),
                "identifiers",
                Json.object("email", Json.arrayOf(Json.of("old@x")))));

    // When
    var sent = sendHints(WEBHOOK, List.of(hint));

    // Then
    assertThat(sent.verdicts()).containsExactly(new Verdict.Delivered());
    assertThat(tool.list()).isEmpty();
  }

  @Test
  void needsNothingForWhoHasNoNameThatTheToolTakes() throws Sending.Blocked {
    // Given
    members.has("p1", true, Map.of("ios.idfa", List.of("X")));

    // When
    var sent = send(WEBHOOK, "p1");

    // Then
    assertThat(sent.verdicts()).containsExactly(new Verdict.Needless("missing_field"));
    assertThat(tool.requests()).isEmpty();
  }

  @Test
  void tellsOneThingOnceHoweverOftenItIsCalledFor() throws Sending.Blocked {
    // Given
    members.has("p1", true, Map.of("email", List.of("a@x")));

    // When
    var sent = send(WEBHOOK, "p1", "p1", "p1");

    // Then
    assertThat(sent.verdicts()).hasSize(3).containsOnly(new Verdict.Delivered());
    assertThat(body(0)).containsOnlyOnce("a@x");
    assertThat(members.asked()).isEqualTo(2);
  }

  @Test
  void isHeldWhileNobodyCanSayWhoIsAMember() {
    // Given
    members.away(() -> true);

    // Then
    assertThatExceptionOfType(Sending.Blocked.class)
        .isThrownBy(() -> send(WEBHOOK, "p1"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("away"));
    assertThat(tool.requests()).isEmpty();
  }

  @Test
  void namesWhatItMayHaveToldInVainWhereItCannotLookAgain() throws Sending.Blocked {
    // Given: it is told, and nobody can say afterwards whether it was still true
    members.has("p1", true, Map.of("email", List.of("a@x", "b@x")));
    tool.meanwhile(() -> members.away(() -> true));

    // When
    var told = sendBatch("p1");

    // Then
    assertThat(told.sent().verdicts().getFirst())
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            retry -> assertThat(retry.failure().code()).isEqualTo(ListSync.WAITS));
    assertThat(told.left())
        .containsExactly(new Member.Name("email", "a@x"), new Member.Name("email", "b@x"));
  }

  @Test
  void asksNobodyToLookAgainWhereNothingWasSent() throws Sending.Blocked {
    // Given
    members.has("p1", true, Map.of("email", List.of("a@x")));
    pace.shut = true;

    // When
    var told = sendBatch("p1");

    // Then
    assertThat(told.sent().verdicts().getFirst()).isInstanceOf(Verdict.Retry.class);
    assertThat(told.left()).isEmpty();
  }

  @Test
  void asksForNoMoreThanTheHintThatComesAgainAnyway() throws Sending.Blocked {
    // Given: of a name alone, and of a profile with the name that its change gave
    members.has("p1", true, Map.of("email", List.of("a@x")));
    tool.meanwhile(() -> members.away(() -> true));
    var email = Json.object("email", Json.arrayOf(Json.of("a@x")));
    var ofAName = new Json.Obj(Map.of("profileId", Json.of(""), "identifiers", email));
    var ofAChange = new Json.Obj(Map.of("profileId", Json.of("p1"), "identifiers", email));

    // When
    var first =
        sync()
            .send(destination(WEBHOOK), list(WEBHOOK), drafts(ofAName), credentials(WEBHOOK), pace);
    members.away(() -> false);
    var second =
        sync()
            .send(
                destination(WEBHOOK), list(WEBHOOK), drafts(ofAChange), credentials(WEBHOOK), pace);

    // Then
    assertThat(tool.requests()).hasSize(2);
    assertThat(first.left()).isEmpty();
    assertThat(second.left()).isEmpty();
  }

  @Test
  void retriesOnlyWhomTheToolDidNotTake() throws Sending.Blocked {
    // Given
    members
        .has("in", true, Map.of("email", List.of("a@x")))
        .has("out", false, Map.of("email", List.of("b@x")));
    tool.answering(request -> FakeTool.answer(text(request).contains("add") ? 503 : 200, "{}"));

    // When
    var sent = send(WEBHOOK, "in", "out");

    // Then
    assertThat(sent.verdicts().get(1)).isEqualTo(new Verdict.Delivered());
    assertThat(sent.verdicts().get(0)).isInstanceOf(Verdict.Retry.class);
    assertThat(sent.request()).isNull(); // of two it may be about the other
  }

  @Test
  void asksForEachRequestAndStopsWhereTheToolTakesNone() throws Sending.Blocked {
    // Given: a request each, as a vendor takes them
    var spec =
        WEBHOOK.replace(
            "\"webhook\", \"settings\": {\"url\": \"http://x.example\"}",
            "\"intercom\", \"settings\": {\"accessToken\": {\"env\": \"T\"}}");
    var withId = spec.replace("\"as\": \"list\"", "\"as\": \"list\", \"list\": {\"id\": \"7\"}");
    for (var profile : List.of("p1", "p2", "p3")) {
      members.has(profile, true, Map.of("user_id", List.of("u-" + profile)));
    }
    tool.answering(_ -> FakeTool.answer(503, "{}"));

    // When
    var sent = send(withId, "p1", "p2", "p3");

    // Then
    assertThat(sent.verdicts()).hasSize(3).allMatch(verdict -> verdict instanceof Verdict.Retry);
    assertThat(tool.requests()).hasSize(1);
    assertThat(pace.passed).isEqualTo(6); // as many steps as adding one may take
  }

  @Test
  void makesTheListOnceAndAddsByTheVendorsHashes() throws Sending.Blocked {
    // Given
    var spec =
        "{\"connector\": \"tiktok-audiences\", \"settings\": {\"accessToken\": {\"env\": \"T\"}},"
            + " \"audiences\": [{\"audience\": \"vip\", \"list\": {\"title\": \"The best\"},"
            + " \"settings\": {\"advertiserId\": \"71\"}}]}";
    tool.answering(request ->
        FakeTool.answer(
            201,
            request.url().contains("/segment/audience/")
                ? "{\"code\": 0, \"data\": {\"audience_id\": \"167\"}}"
                : "{\"code\": 0}"));
    members.has("p1", true, Map.of("email", List.of("jane.doe@gmail.com")));

    // When
    var first = send(spec, "p1");
    var second = send(spec, "p1");

    // Then
    assertThat(first.verdicts()).containsExactly(new Verdict.Delivered());
    assertThat(second.verdicts()).containsExactly(new Verdict.Delivered());
    assertThat(tool.requests()).hasSize(3);
    assertThat(body(0)).contains("The best");
    assertThat(body(1)).contains("\"167\"").doesNotContain("jane");
    assertThat(lists.made).isEqualTo(1);
  }

  @Test
  void isHeldWhileTheListCannotBeMadeAndDoesNotAskAgainAtOnce() {
    // Given
    var spec =
        "{\"connector\": \"tiktok-audiences\", \"settings\": {\"accessToken\": {\"env\": \"T\"}},"
            + " \"audiences\": [{\"audience\": \"vip\", \"settings\": {\"advertiserId\": \"71\"}}]}";
    tool.answering(_ -> FakeTool.answer(403, "{\"message\": \"no\"}"));
    members.has("p1", true, Map.of("email", List.of("a@x")));
    var sync = sync();

    // Then
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(Sending.Blocked.class)
          .isThrownBy(() ->
              sync.send(destination(spec), list(spec), hints(spec, "p1"), credentials(spec), pace))
          .satisfies(e -> assertThat(e.reason()).contains("vip cannot be made", "403"));
    }
    assertThat(tool.requests()).hasSize(1);
  }

  private Sending.Sent send(String spec, String... profiles) throws Sending.Blocked {
    var drafts = hints(spec, profiles);
    return sync().send(destination(spec), list(spec), drafts, credentials(spec), pace).sent();
  }

  private ListSync.Told sendBatch(String... profiles) throws Sending.Blocked {
    var drafts = hints(WEBHOOK, profiles);
    return sync().send(destination(WEBHOOK), list(WEBHOOK), drafts, credentials(WEBHOOK), pace);
  }

  private static List<Draft> drafts(Json.Obj hint) {
    return List.of(draft(WEBHOOK, hint));
  }

  private Sending.Sent sendHints(String spec, List<Json.Obj> hints) throws Sending.Blocked {
    var drafts = new ArrayList<Draft>();
    hints.forEach(hint -> drafts.add(draft(spec, hint)));
    return sync().send(destination(spec), list(spec), drafts, credentials(spec), pace).sent();
  }

  private ListSync sync() {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var sending = new Sending(tool, new Judge(Duration.ofMinutes(5)), JsonText::write, clock);
    return new ListSync(members, lists, sending, clock);
  }

  private static List<Draft> hints(String spec, String... profiles) {
    var drafts = new ArrayList<Draft>();
    for (var profile : profiles) {
      drafts.add(draft(spec, Json.object("profileId", Json.of(profile))));
    }
    return drafts;
  }

  private static Draft draft(String spec, Json.Obj hint) {
    var made = keeper(spec).maker().make(hint, "key", Json.Obj.EMPTY);
    return ((Drafting.Ready) made).draft();
  }

  private static ListRule list(String spec) {
    return keeper(spec).list().orElseThrow();
  }

  private static ActionRule keeper(String spec) {
    return destination(spec).action("list vip").orElseThrow();
  }

  private static Destination destination(String spec) {
    return Specs.valid("d", spec);
  }

  private static Credentials.Complete credentials(String spec) {
    return (Credentials.Complete)
        Credentials.of(
            destination(spec),
            _ -> new Secrets.Found.Present(new Body("TOKEN".getBytes(StandardCharsets.UTF_8))));
  }

  private String body(int index) {
    return text(tool.requests().get(index));
  }

  private static String text(Request request) {
    return request.body().text();
  }
}
