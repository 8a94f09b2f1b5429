package dev.tributary.ingest.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.Judgement.Refused;
import dev.tributary.ingest.domain.event.Sending.Machines;
import dev.tributary.ingest.domain.event.Sending.SentAt;
import dev.tributary.ingest.domain.event.Timing.Basis;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.request.RequestScanner;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJudgeTest {

  private static final long NOW = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
  private static final int MAX_EVENT = 1_000;
  private static final RequestJudge JUDGE =
      new RequestJudge(new Limits(MAX_EVENT, 3), () -> "made", agent -> agent.contains("bot"));
  private static final Sending SENDING = new Sending(NOW, "", Machines.TAKEN, SentAt.NOW);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "TRACK, {`userId`:`u`;`event`:`e`}",
        "TRACK, {`anonymousId`:`a`;`event`:`e`;`userId`:null;`properties`:null}",
        "TRACK, {`userId`:`u`;`event`:`e`;`properties`:{`x`:1};`context`:{}}",
        "TRACK, {`userId`:`u`;`event`:`e`;`groupId`:5;`name`:5}",
        "TRACK, {`userId`:`u`;`event`:`e`;`type`:`identify`}",
        "IDENTIFY, {`userId`:`u`;`traits`:{`plan`:`x`}}",
        "PAGE, {`anonymousId`:`a`}",
        "PAGE, {`anonymousId`:`a`;`name`:null;`category`:`c`}",
        "SCREEN, {`userId`:``;`anonymousId`:`a`;`name`:`n`}",
        "GROUP, {`userId`:`u`;`groupId`:`g`}",
        "ALIAS, {`userId`:`u`;`previousId`:`p`}",
        "ALIAS, {`userId`:`u`;`previousId`:`u`}"
      })
  void acceptsWhatSegmentAccepts(EventType type, String event) {
    assertThat(single(type, event)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "TRACK, {`event`:`e`}, NO_USER_ANON_ID",
        "TRACK, {`event`:`e`;`userId`:``;`anonymousId`:null}, NO_USER_ANON_ID",
        "TRACK, {`event`:`e`;`userId`:5}, ID_NOT_STRING",
        "TRACK, {`event`:`e`;`userId`:{}}, ID_NOT_STRING",
        "TRACK, {`event`:`e`;`userId`:`u`;`anonymousId`:1}, ID_NOT_STRING",
        "TRACK, {`event`:`e`;`userId`:`u`;`messageId`:1}, ID_NOT_STRING",
        "TRACK, {`userId`:`u`}, EVENT_NOT_DEFINED",
        "TRACK, {`userId`:`u`;`event`:``}, EVENT_NOT_DEFINED",
        "TRACK, {`userId`:`u`;`event`:null}, EVENT_NOT_DEFINED",
        "TRACK, {`userId`:`u`;`event`:7}, EVENT_NOT_STRING",
        "TRACK, {`userId`:`u`;`event`:`e`;`properties`:`x`}, PROPERTIES_NOT_OBJECT",
        "TRACK, {`userId`:`u`;`event`:`e`;`properties`:[]}, PROPERTIES_NOT_OBJECT",
        "TRACK, {`userId`:`u`;`event`:`e`;`context`:[]}, BAD_REQUEST",
        "TRACK, {`userId`:`u`;`event`:`e`;`x`:1e500}, BAD_REQUEST",
        "TRACK, {`userId`:`u`;`event`:`e`;`x`:`\\ud800`}, BAD_REQUEST",
        "IDENTIFY, {`userId`:`u`;`traits`:7}, TRAITS_NOT_OBJECT",
        "PAGE, {`userId`:`u`;`name`:7}, NAME_NOT_STRING",
        "SCREEN, {`userId`:`u`;`name`:{}}, NAME_NOT_STRING",
        "PAGE, {`userId`:`u`;`category`:true}, CATEGORY_NOT_STRING",
        "GROUP, {`userId`:`u`}, ID_REQUIRED",
        "GROUP, {`userId`:`u`;`groupId`:4}, ID_NOT_STRING",
        "GROUP, {`groupId`:`g`}, NO_USER_ANON_ID",
        "ALIAS, {`userId`:`u`}, ID_REQUIRED",
        "ALIAS, {`previousId`:`p`}, ID_REQUIRED",
        "ALIAS, {`userId`:`u`;`previousId`:4}, ID_NOT_STRING"
      })
  void rejectsWithTheCodeOfTheRuleThatIsBroken(EventType type, String event, RejectionCode code) {
    // When
    var verdict = single(type, event);

    // Then
    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(((Rejected) verdict).rejection().code()).isEqualTo(code);
  }

  @Test
  void keepsWhatCouldBeReadOfARejectedEvent() {
    // When
    var event = single(EventType.TRACK, "{`messageId`:`m`;`anonymousId`:`a`;`userId`:5}").event();

    // Then
    assertThat(event.messageId()).isEqualTo("m");
    assertThat(event.userKey()).isEqualTo("a");
  }

  @Test
  void makesAMessageIdOnlyWhereThereIsNone() {
    assertThat(single(EventType.PAGE, "{`userId`:`u`}").event().messageId()).isEqualTo("made");
    assertThat(single(EventType.PAGE, "{`userId`:`u`;`messageId`:``}").event().messageId())
        .isEqualTo("made");
    assertThat(single(EventType.PAGE, "{`userId`:`u`;`messageId`:`m`}").event().messageId())
        .isEqualTo("m");
  }

  @Test
  void takesAMessageIdOfAHundredCharactersAndNoLonger() {
    // Given
    var longest = "{`userId`:`u`;`messageId`:`" + "m".repeat(100) + "`}";
    var longer = "{`userId`:`u`;`messageId`:`" + "m".repeat(101) + "`}";

    // Then
    assertThat(single(EventType.PAGE, longest)).isInstanceOf(Accepted.class);
    assertThat(single(EventType.PAGE, longer)).isInstanceOf(Rejected.class);
  }

  @Test
  void takesAnEventOfExactlyTheLimitAndNoLarger() {
    // Given
    var frame = "{`userId`:`u`;`x`:``}";
    var largest = "{`userId`:`u`;`x`:`" + "x".repeat(MAX_EVENT - frame.length()) + "`}";
    var larger = "{`userId`:`u`;`x`:`" + "x".repeat(MAX_EVENT - frame.length() + 1) + "`}";

    // Then
    assertThat(single(EventType.PAGE, largest)).isInstanceOf(Accepted.class);
    assertThat(((Rejected) single(EventType.PAGE, larger)).rejection().code())
        .isEqualTo(RejectionCode.EVENT_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "u, a, g, u",
    "'', a, g, a",
    "'', '', g, g",
    "'', '', '', m",
  })
  void partitionsByTheFirstIdThereIs(
      String userId, String anonymousId, String groupId, String key) {
    // When
    var ids = new Identifiers(userId, anonymousId, groupId, "");

    // Then
    assertThat(ids.userKeyOr("m")).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    // original, sentAt, expected, basis; received at 12:00
    "2026-11-23T10:00:00Z, 2026-11-23T10:00:05Z, 2026-11-23T11:59:55Z, CLIENT",
    "2026-11-23T10:00:00Z, , 2026-11-23T10:00:00Z, CLIENT",
    "2026-11-23T10:00:00Z, nonsense, 2026-11-23T10:00:00Z, CLIENT",
    "2026-11-24T12:00:00Z, , 2026-11-24T12:00:00Z, CLIENT",
    "2026-11-24T12:00:00.001Z, , 2026-11-23T12:00:00Z, CLAMPED",
    "2026-11-23T10:00:00Z, 1970-01-01T00:00:00Z, 2026-11-23T12:00:00Z, CLAMPED",
    "nonsense, 2026-11-23T10:00:05Z, 2026-11-23T12:00:00Z, CLAMPED",
    ", 2026-11-23T10:00:05Z, 2026-11-23T12:00:00Z, RECEIPT"
  })
  void setsTheTimeBySegmentsFormula(String original, String sentAt, Instant expected, Basis basis) {
    // Given
    var event = new StringBuilder("{`userId`:`u`");
    if (original != null) {
      event.append(";`timestamp`:`").append(original).append('`');
    }
    if (sentAt != null) {
      event.append(";`sentAt`:`").append(sentAt).append('`');
    }

    // When
    var timing = single(EventType.PAGE, event + "}").event().timing();

    // Then
    assertThat(Instant.ofEpochMilli(timing.timestamp())).isEqualTo(expected);
    assertThat(timing.basis()).isEqualTo(basis);
  }

  @Test
  void takesSentAtFromTheItemBeforeTheBatch() {
    // When
    var judged =
        (Judged)
            batch(
                "{`sentAt`:`2026-11-23T12:00:10Z`;`batch`:["
                    + "{`type`:`page`;`userId`:`u`;`originalTimestamp`:`2026-11-23T12:00:00Z`};"
                    + "{`type`:`page`;`userId`:`u`;`timestamp`:`2026-11-23T12:00:00Z`;`sentAt`:`2026-11-23T12:00:01Z`}"
                    + "]}");

    // Then
    assertThat(judged.verdicts().stream().map(v -> NOW - v.event().timing().timestamp()))
        .containsExactly(10_000L, 1_000L);
  }

  @Test
  void judgesEachItemOfABatchAlone() {
    // When
    var judged =
        (Judged)
            batch(
                "{`context`:{`a`:1};`integrations`:null;`batch`:["
                    + "{`type`:`page`;`userId`:`u`};5;{`type`:`charge`;`userId`:`u`}]}");

    // Then
    assertThat(judged.verdicts().getFirst()).isInstanceOf(Accepted.class);
    assertThat(((Rejected) judged.verdicts().get(1)).rejection().code())
        .isEqualTo(RejectionCode.BAD_REQUEST);
    assertThat(((Rejected) judged.verdicts().get(2)).rejection().code())
        .isEqualTo(RejectionCode.UNKNOWN_TYPE);
    assertThat(new String(judged.context().toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1}");
    assertThat(judged.integrations().isEmpty()).isTrue();
  }

  @Test
  void rejectsEveryItemWhoseSharedContextIsFlawed() {
    // When
    var judged =
        (Judged) batch("{`context`:{`a`:`\\udc00`};`batch`:[{`type`:`page`;`userId`:`u`}]}");

    // Then
    assertThat(judged.verdicts().getFirst()).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "{`batch`:[]}, EMPTY_BATCH",
        "{}, EMPTY_BATCH",
        "{`batch`:null}, EMPTY_BATCH",
        "{`batch`:{}}, BAD_REQUEST",
        "{`batch`:[1;2;3;4]}, REQUEST_TOO_LARGE",
        "{`batch`:[1];`context`:5}, BAD_REQUEST",
        "{`batch`:[1];`integrations`:[]}, BAD_REQUEST"
      })
  void refusesABatchAsAWhole(String text, RejectionCode code) {
    assertThat(((Refused) batch(text)).code()).isEqualTo(code);
  }

  @Test
  void refusesABatchThatSharesTooMuch() {
    // Given
    var context = "{`x`:`" + "x".repeat(MAX_EVENT) + "`}";

    // When
    var judgement = batch("{`batch`:[1];`context`:" + context + "}");

    // Then
    assertThat(((Refused) judgement).code()).isEqualTo(RejectionCode.EVENT_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "{`batch`:[{`type`:`page`;`userId`:`u`;`context`:{`x`:{`userAgent`:1};`userAgent`:`a bot`}}]}, BOT",
        "{`context`:{`userAgent`:`a b\\u006ft`};`batch`:[{`type`:`page`;`userId`:`u`}]}, BOT",
        "{`context`:{`userAgent`:`bot`};`batch`:[{`type`:`page`;`userId`:`u`;`context`:{`userAgent`:`fox`}}]}, UNKNOWN",
        "{`batch`:[{`type`:`page`;`userId`:`u`;`context`:{`userAgent`:`bot`};`context`:{`a`:1}}]}, UNKNOWN",
        "{`batch`:[{`type`:`page`;`userId`:`u`;`context`:{`user\\u0041gent`:`bot`}}]}, BOT",
        "{`batch`:[{`type`:`page`;`userId`:`u`;`context.userAgent`:`bot`}]}, UNKNOWN",
        "{`batch`:[{`type`:`page`;`userId`:`u`;`context`:{`userAgent`:5;`app`:`bot`}}]}, UNKNOWN",
        "{`batch`:[{`type`:`page`;`userId`:`u`}]}, UNKNOWN"
      })
  void seesAMachineByTheNearestUserAgent(String text, TakenEvent.Sender sender) {
    assertThat(((Judged) batch(text)).verdicts().getFirst().event().sender()).isEqualTo(sender);
  }

  @Test
  void refusesAMachineWhereTheSourceWantsNone() {
    // Given
    var page = (Single) RequestScanner.single(EventType.PAGE, bytes("{`userId`:`u`}"));

    // Then
    assertThat(
            JUDGE
                .single(page, new Sending(NOW, "a bot", Machines.TAKEN, SentAt.NOW))
                .verdicts()
                .getFirst())
        .isInstanceOf(Accepted.class);
    var verdict =
        JUDGE
            .single(page, new Sending(NOW, "a bot", Machines.REFUSED, SentAt.NOW))
            .verdicts()
            .getFirst();
    assertThat(((Rejected) verdict).rejection().code()).isEqualTo(RejectionCode.BOT);
  }

  private static Verdict single(EventType type, String event) {
    var scanned = (Single) RequestScanner.single(type, bytes(event));
    return JUDGE.single(scanned, SENDING).verdicts().getFirst();
  }

  private static Judgement batch(String text) {
    return JUDGE.batch((Batch) RequestScanner.batch(bytes(text), 3), SENDING);
  }

  /** Written with back quotes and semicolons, which the tables above can hold. */
  private static byte[] bytes(String json) {
    return json.replace('`', '"').replace(';', ',').getBytes(StandardCharsets.UTF_8);
  }
}
