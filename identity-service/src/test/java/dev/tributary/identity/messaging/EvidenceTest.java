package dev.tributary.identity.messaging;

import static dev.tributary.identity.Bus.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.messaging.AcceptedRecord.Unreadable;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in an event of the bus. */
class EvidenceTest {

  @Test
  void identifiersComeInOrderOfPriority() {
    var evidence =
        read(
            identify(
                    """
                    {"context":{"traits":{"email":"c@x.org"},"externalIds":[
                      {"id":"z","type":"zeta","collection":"users","encoding":"none"},
                      {"id":"b","type":"android.id","collection":"users","encoding":"none"}]}}
                    """)
                .setUserId("u")
                .setAnonymousId("a"));

    assertThat(texts(evidence))
        .containsExactly("user_id=u", "email=c@x.org", "android.id=b", "anonymous_id=a", "zeta=z");
  }

  @Test
  void theEmailOfAnIdentifyIsTheOneInItsTraits() {
    var evidence =
        read(
            identify(
                "{\"traits\":{\"email\":\"T@x.org\"},"
                    + "\"context\":{\"traits\":{\"email\":\"c@x.org\"}}}"));

    assertThat(texts(evidence)).containsExactly("email=t@x.org");
  }

  @Test
  void theTraitsOfAGroupAreNotThoseOfItsMembers() {
    var evidence =
        read(
            event(
                    EventType.EVENT_TYPE_GROUP,
                    "m",
                    "{\"traits\":{\"email\":\"office@acme.org\",\"plan\":\"enterprise\"}}")
                .setUserId("u")
                .setGroupId("acme"));

    assertThat(texts(evidence)).containsExactly("user_id=u");
    assertThat(evidence.shared()).extracting(each -> each.value()).containsExactly("acme");
    assertThat(evidence.traits()).isEmpty();
  }

  @Test
  void contextTraitsOfATrackGiveAnIdentifierAndNoTrait() {
    var evidence =
        read(
            event(
                EventType.EVENT_TYPE_TRACK,
                "m",
                "{\"context\":{\"traits\":{\"email\":\"c@x.org\",\"plan\":\"pro\"}}}"));

    assertThat(texts(evidence)).containsExactly("email=c@x.org");
    assertThat(evidence.traits()).isEmpty();
  }

  @Test
  void theContextOfTheBatchCountsToo() {
    var evidence =
        read(
            event(EventType.EVENT_TYPE_TRACK, "m", "{}")
                .setBatchContext(
                    ByteString.copyFromUtf8("{\"traits\":{\"\\u0065mail\":\"c@x.org\"}}")));

    assertThat(texts(evidence)).containsExactly("email=c@x.org");
  }

  @Test
  void anAliasRecordsItsUserIdOnlyEvenWhenBothIdsAreTheSame() {
    var evidence =
        read(event(EventType.EVENT_TYPE_ALIAS, "m", "{}").setUserId("u").setPreviousId("u"));

    assertThat(texts(evidence)).containsExactly("user_id=u");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0000-0000",
        "-1",
        "null",
        "NULL",
        " undefined ",
        "anonymous",
        "[object Object]",
        "  "
      })
  void aValueThatNamesNobodyIsNoIdentifier(String value) {
    var evidence =
        read(event(EventType.EVENT_TYPE_TRACK, "m", "{}").setUserId(value).setAnonymousId("a"));

    assertThat(texts(evidence)).containsExactly("anonymous_id=a");
    assertThat(evidence.setAside()).hasSize(1);
  }

  @Test
  void whatCannotBeAnIdentifierIsSetAsideAndStopsNobody() {
    var evidence =
        read(
            identify(
                    """
                    {"traits":{"email":42,"ok":1,"\\u0000":2,"":3},"context":{"externalIds":[
                      {"id":"x","type":"Upper","collection":"users","encoding":"none"},
                      {"id":"x","type":"t","collection":"accounts","encoding":"none"},
                      {"id":"\\ud800","type":"t","collection":"users","encoding":"none"},
                      {"id":7,"type":"t","collection":"users","encoding":"none"}, 5]}}
                    """)
                .setUserId("u".repeat(10_000))
                .setAnonymousId("a"));

    assertThat(texts(evidence)).containsExactly("anonymous_id=a");
    assertThat(evidence.traits()).containsOnlyKeys("email", "ok");
    assertThat(evidence.setAside())
        .containsExactlyInAnyOrder(
            "identifier_invalid",
            "identifier_invalid",
            "identifier_invalid",
            "external_id_invalid",
            "external_id_invalid",
            "external_id_invalid",
            "external_id_invalid",
            "trait_name_invalid",
            "trait_name_invalid");
  }

  @Test
  void halfACharacterInATraitIsReplaced() {
    var evidence = read(identify("{\"traits\":{\"t\":[\"\\ud800\"]}}").setUserId("u"));

    assertThat(evidence.traits().get("t")).isEqualTo(Json.arrayOf(Json.of("\uFFFD")));
  }

  @Test
  void anEventFromTheFutureCountsFromWhenItWasReceived() {
    var event = identify("{}").setUserId("u");
    event.setTimestampMillis(event.getReceivedAtMillis() + 1_000_000);

    assertThat(read(event).stamp().time().toEpochMilli()).isEqualTo(event.getReceivedAtMillis());
  }

  @Test
  void anEventWithoutABirthOrTypeIsUnreadable() {
    assertThat(readAny(identify("{}").clearBirth())).isInstanceOf(Unreadable.class);
    assertThat(readAny(identify("{}").clearType())).isInstanceOf(Unreadable.class);
    assertThat(readAny(identify("[]"))).isInstanceOf(Unreadable.class);
  }

  private static Event.Builder identify(String payload) {
    return event(EventType.EVENT_TYPE_IDENTIFY, "m", payload);
  }

  private static Evidence read(Event.Builder event) {
    assertThat(readAny(event)).isInstanceOf(Decoded.class);
    return ((Decoded) readAny(event)).evidence();
  }

  private static AcceptedRecord readAny(Event.Builder event) {
    return AcceptedRecord.read(
        new ConsumerRecord<>("accepted", 0, 0, new byte[0], event.build().toByteArray()),
        Rules.DEFAULT);
  }

  private static List<String> texts(Evidence evidence) {
    return evidence.joining().stream()
        .map(identifier -> identifier.type().name() + "=" + identifier.value())
        .toList();
  }
}
