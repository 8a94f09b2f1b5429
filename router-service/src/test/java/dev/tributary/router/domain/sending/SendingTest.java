package dev.tributary.router.domain.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Courier;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connector with tokens, steps and batches, at a far end that answers as it is told to. */
class SendingTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static final String TOOL =
      """
      connector: tool
      title: Tool
      description: For tests.
      categories: [generic]
      link: https://tool.example
      facts: [{url: https://tool.example, seen: 2026-11-28}]
      settings: {secret: {title: Secret, secret: true}}
      base: https://api.tool.example
      auth: {oauth2: {grant: client_credentials, tokenUrl: https://login.tool.example/token, clientId: me, clientSecret: '{{settings.secret}}'}}
      actions:
        send:
          title: Send
          description: Sends.
          fields: {id: {title: Id, type: string, default: {'@path': '$.messageId'}, required: true}}
          steps:
            - {name: find, method: GET, path: '/find/{{payload.id}}', capture: {known: {'@path': '$.body.known'}}}
            - {name: update, when: steps.find.known = true, method: PUT, path: /items, body: {'@path': '$.items'}}
            - {name: create, when: steps.find.known != true, path: /items, body: {'@path': '$.items'}}
          batch: {size: 10}
          items: [{each: $.body.failed, index: $.at, outcome: drop, reason: $.why}]
      """;

  private final Connector tool = tool();
  private final FarEnd farEnd = new FarEnd();
  private final Sending sending =
      new Sending(
          farEnd,
          new Judge(Duration.ofMinutes(5)),
          JsonText::write,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void asksForATokenOnceAndTakesTheStepsThatApply() throws Sending.Blocked {
    // Given
    farEnd.answers(200, "{\"access_token\": \"T1\"}");
    farEnd.answers(200, "{\"known\": true}").answers(200, "{}");
    farEnd.answers(200, "{}").answers(200, "{}");

    // When
    var first = send("a");
    var second = send("b");

    // Then
    assertThat(List.of(first, second))
        .allMatch(sent -> sent.verdicts().getFirst() instanceof Verdict.Delivered);
    assertThat(farEnd.seen())
        .containsExactly(
            "POST https://login.tool.example/token",
            "GET https://api.tool.example/find/a",
            "PUT https://api.tool.example/items",
            "GET https://api.tool.example/find/b",
            "POST https://api.tool.example/items");
    assertThat(farEnd.requests.get(1).hiddenHeaders()).containsEntry("Authorization", "Bearer T1");
    assertThat(first.hidden()).containsExactly("Bearer T1");
  }

  @Test
  void takesAnotherTokenWhereTheFirstHasExpired() throws Sending.Blocked {
    // Given
    farEnd.answers(200, "{\"access_token\": \"T1\"}").answers(401, "");
    farEnd.answers(200, "{\"access_token\": \"T2\"}").answers(200, "{}").answers(200, "{}");

    // When
    var sent = send("a");

    // Then
    assertThat(sent.verdicts().getFirst()).isInstanceOf(Verdict.Delivered.class);
    assertThat(farEnd.requests.getLast().hiddenHeaders())
        .containsEntry("Authorization", "Bearer T2");
  }

  @Test
  void triesAgainLaterWhereTheSecondTokenIsRefusedToo() throws Sending.Blocked {
    // Given
    farEnd.answers(200, "{\"access_token\": \"T1\"}").answers(401, "");
    farEnd.answers(200, "{\"access_token\": \"T2\"}").answers(401, "");

    // Then
    assertThat(send("a").verdicts().getFirst()).isInstanceOf(Verdict.Retry.class);
  }

  @Test
  void isBlockedWithoutATokenAndAsksNotAtOnceAgain() {
    // Given
    farEnd.answers(400, "{\"error\": \"invalid_client\"}");

    // Then
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(Sending.Blocked.class)
          .isThrownBy(() -> send("a"))
          .satisfies(e -> assertThat(e.reason()).contains("400"));
    }
    assertThat(farEnd.requests).hasSize(1);
  }

  @Test
  void tellsApartWhatBecameOfEachItem() throws Sending.Blocked {
    // Given
    farEnd.answers(200, "{\"access_token\": \"T1\"}").answers(200, "{}");
    farEnd.answers(200, "{\"failed\": [{\"at\": 1, \"why\": \"too old\"}, {\"at\": 9}]}");

    // When
    var sent = send("a", "b", "c");

    // Then
    assertThat(sent.whole()).isFalse();
    assertThat(sent.verdicts())
        .containsExactly(
            new Verdict.Delivered(),
            new Verdict.GiveUp(new Verdict.Failure("refused", "answered 200: too old")),
            new Verdict.Delivered());
  }

  @Test
  void stopsAtAStepThatIsRefused() throws Sending.Blocked {
    // Given
    farEnd.answers(200, "{\"access_token\": \"T1\"}").answers(403, "no");

    // When
    var sent = send("a", "b");

    // Then
    assertThat(sent.verdicts()).allMatch(verdict -> verdict instanceof Verdict.GiveUp);
    assertThat(sent.whole()).isTrue();
    assertThat(sent.mayBeOneOfThem()).isFalse();
    assertThat(farEnd.requests).hasSize(2);
  }

  private Sending.Sent send(String... ids) throws Sending.Blocked {
    var action = tool.actions().get("send");
    var maker = DraftMaker.of(action, Map.of());
    var rule = new ActionRule("send", action, Fql.parse("true = true"), maker, action.batch());
    var context = Json.object("settings", Json.object("secret", Json.of("s3cret")));
    var drafts = new ArrayList<Draft>();
    for (var id : ids) {
      var made = maker.make(Json.object("messageId", Json.of(id)), "key-" + id, context);
      drafts.add(((Drafting.Ready) made).draft());
    }
    var extra = new Credentials.Extra(Map.of(), Map.of());
    var credentials = new Credentials.Complete(context, extra, List.of("s3cret"));
    return sending.send(tool, rule, drafts, credentials);
  }

  private static Connector tool() {
    return switch (ConnectorLibrary.read("tool", TOOL.getBytes(StandardCharsets.UTF_8))) {
      case Checked.Valid<Connector>(var connector) -> connector;
      case Checked.Invalid<Connector>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }

  private static final class FarEnd implements Transport {

    private final List<Request> requests = new ArrayList<>();
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    FarEnd answers(int status, String body) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      answers.add(new Answer.Responded(status, Map.of(), new Body(bytes)));
      return this;
    }

    List<String> seen() {
      return requests.stream().map(request -> request.method() + " " + request.url()).toList();
    }

    @Override
    public Answer send(Request request) {
      requests.add(request);
      return answers.remove();
    }

    @Override
    public Courier courier(Connector connector) {
      throw new AssertionError("carried by requests");
    }

    @Override
    public void close() {}
  }
}
