package dev.tributary.router.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import dev.tributary.router.domain.payload.ProfileChange.News;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeCallsTest {

  private static final List<Identifier> ALL =
      List.of(
          new Identifier("anonymous_id", "a1"),
          new Identifier("email", "jane@example.com"),
          new Identifier("user_id", "u123"),
          new Identifier("email", "old@example.com"));

  @Test
  void tellsAnEntryAsATrack() {
    // Given
    var change = change(new News.Membership(true), 4, ALL);

    // When
    var call = ChangeCalls.track(change, true);

    // Then
    assertThat(call.without("messageId"))
        .isEqualTo(
            JsonText.parse(
                """
                {"type": "track", "event": "Audience Entered", "userId": "u123", "anonymousId": "a1",
                 "timestamp": "2026-11-23T12:00:00.250Z",
                 "properties": {"audience_key": "first_time_shopper", "first_time_shopper": true},
                 "context": {
                   "traits": {"email": "jane@example.com"},
                   "personas": {"computation_class": "audience", "computation_id": "aud_first_time_shopper",
                     "computation_key": "first_time_shopper", "namespace": "spa_default", "space_id": "spa_default"},
                   "tributary": {"profileId": "p1", "definitionVersion": 2, "changeVersion": 4}}}
                """));
  }

  @Test
  void tellsAnExitAsAnIdentify() {
    // Given
    var change = change(new News.Membership(false), 5, ALL);

    // When
    var call = ChangeCalls.identify(change);

    // Then
    assertThat(call.field("type")).contains(Json.of("identify"));
    assertThat(call.field("userId")).contains(Json.of("u123"));
    assertThat(call.field("traits"))
        .contains(
            JsonText.parse("{\"email\": \"jane@example.com\", \"first_time_shopper\": false}"));
  }

  @Test
  void tellsAComputedTraitAsAnIdentifyWithItsValue() {
    // Given
    var change =
        change(
            new News.TraitValue(Json.of(new BigDecimal("450.0"))),
            1,
            List.of(new Identifier("anonymous_id", "a1")));

    // When
    var call = ChangeCalls.identify(change);

    // Then
    assertThat(call.field("traits")).contains(JsonText.parse("{\"first_time_shopper\": 450.0}"));
    assertThat(call.field("userId")).isEmpty();
    assertThat(call.field("anonymousId")).contains(Json.of("a1"));
    assertThat(JsonText.writeString(call)).contains("\"computation_class\":\"trait\"");
  }

  @Test
  void tellsAnAccountsTraitAsAGroupWithItsValue() {
    // Given
    var news = new News.EntityTraitValue("accounts", "acme", Json.of(42));
    var change =
        new ProfileChange(
            "accounts/acme",
            "logins_30d",
            2,
            7,
            news,
            Instant.parse("2026-11-23T12:00:00.250Z"),
            List.of());

    // When
    var call = ChangeCalls.group(change, news);

    // Then
    assertThat(ChangeCalls.addressable(change)).isTrue();
    assertThat(call.without("messageId"))
        .isEqualTo(
            JsonText.parse(
                """
                {"type": "group", "groupId": "acme", "anonymousId": "accounts/acme", "timestamp": "2026-11-23T12:00:00.250Z",
                 "traits": {"logins_30d": 42},
                 "context": {
                   "personas": {"computation_class": "trait", "computation_id": "trait_logins_30d",
                     "computation_key": "logins_30d", "namespace": "spa_default", "space_id": "spa_default"},
                   "tributary": {"entity": "accounts", "entityId": "acme", "definitionVersion": 2, "changeVersion": 7}}}
                """));
  }

  @Test
  void cannotTellOfAProfileWithoutUserOrAnonymousId() {
    var emailOnly = List.of(new Identifier("email", "jane@example.com"));
    assertThat(ChangeCalls.addressable(change(new News.Membership(true), 1, emailOnly))).isFalse();
    assertThat(ChangeCalls.addressable(change(new News.Membership(true), 1, ALL))).isTrue();
  }

  @Test
  void givesEachDeliveryAKeyOfItsOwnThatStaysTheSame() {
    // Given
    var keys = new HashSet<String>();
    int made = 0;

    // When
    for (var news :
        List.of(
            new News.Membership(true),
            new News.TraitValue(Json.of(1)),
            new News.EntityTraitValue("accounts", "p1", Json.of(1)))) {
      for (long version = 1; version < 50; version++) {
        for (var type : List.of("track", "identify", "group")) {
          for (var destination : List.of("a", "b", "a:b")) {
            keys.add(Identity.ofChange(destination, change(news, version, ALL), type));
            made++;
          }
        }
      }
    }
    keys.add(Identity.ofEvent("a", "bc", "d"));
    keys.add(Identity.ofEvent("ab", "c", "d"));
    keys.add(Identity.ofEvent("a", "b", "cd"));

    // Then
    assertThat(keys).hasSize(made + 3);
    assertThat(Identity.ofEvent("a", "b", "c")).isEqualTo(Identity.ofEvent("a", "b", "c"));
  }

  @Test
  void letsNoClientPassItsOwnFactsOffAsOurs() {
    // Given
    var document =
        JsonText.parseObject(
            "{\"context\": {\"tributary\": {\"profileId\": \"forged\", \"more\": 1}, \"ip\": \"1.2.3.4\"}}"
                .getBytes(StandardCharsets.UTF_8));

    // When
    var call = EventCall.of(document, "p1", "web", new EventCall.Birth(3, 77));

    // Then
    assertThat(call)
        .isEqualTo(
            JsonText.parse(
                """
                {"context": {"ip": "1.2.3.4",
                 "tributary": {"profileId": "p1", "source": "web", "birth": {"partition": 3, "offset": 77}}}}
                """));
  }

  private static ProfileChange change(News news, long version, List<Identifier> identifiers) {
    return new ProfileChange(
        "p1",
        "first_time_shopper",
        2,
        version,
        news,
        Instant.parse("2026-11-23T12:00:00.250Z"),
        identifiers);
  }
}
