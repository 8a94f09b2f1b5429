package dev.tributary.identity.http.cut;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.google.protobuf.ByteString;
import dev.tributary.identity.Bus;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.TraitChange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class EditsTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private final String user = "u" + run;
  private final String device = "a" + run;
  private final String phone = "p" + run;
  private Bus bus;

  @BeforeEach
  void aCustomerOfADeviceAndAUser() {
    bus = new Bus(servers);
    accept(
        identify("m1" + run, "{\"traits\":{\"plan\":\"free\",\"colour\":\"red\"}}", 1)
            .setAnonymousId(device));
    accept(identify("m2" + run, "{\"traits\":{\"plan\":\"pro\"}}", 2).setUserId(user));
    accept(track("m3" + run, 3).setUserId(user).setAnonymousId(device));
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void aCutIsStoredShownAndToldOnce() {
    // Given
    var whole = profileOf("user_id:" + user);

    // When
    var cut = cutLink("a shared tablet").statusCode(201);

    // Then
    String id = cut.body("outcome", equalTo("separated")).extract().path("id");
    List<String> profiles = cut.extract().path("profiles");
    cut.header("Location", endsWith("/api/v1/cuts/" + id));
    assertThat(profiles).hasSize(2).startsWith(whole);
    assertThat(profileOf("anonymous_id:" + device)).isEqualTo(whole);
    assertThat(profileOf("user_id:" + user)).isEqualTo(profiles.getLast());
    viewer()
        .get("/api/v1/cuts/" + id)
        .then()
        .statusCode(200)
        .body("reason", equalTo("a shared tablet"))
        .body("author", notNullValue())
        .body("madeAt", notNullValue())
        .body("links", is(1))
        .body("one[0].value", equalTo(user))
        .body("one[0].profile", equalTo(profiles.getLast()))
        .body("other[0].value", equalTo(device));
    viewer()
        .get("/api/v1/cuts?profile=" + whole)
        .then()
        .body("items.id", containsInAnyOrder(id))
        .body("next", nullValue());
    var split = splitsInto(profiles.getLast(), 1).getFirst();
    assertThat(split.getFromProfileId()).isEqualTo(whole);
    assertThat(split.getVersion()).isPositive();
    assertThat(split.getIdentifiersList()).extracting(Identifier::getValue).containsExactly(user);
    assertThat(split.getFromTraitsList())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.getName()).isEqualTo("plan");
          assertThat(change.getValue().toStringUtf8()).isEqualTo("\"free\"");
        });
    assertThat(split.getIntoTraitsList()).extracting(TraitChange::getName).containsExactly("plan");
  }

  @Test
  void anEventWithBothDoesNotHealACut() {
    // Given
    cutLink("").statusCode(201);

    // When
    accept(track("m4" + run, 100).setUserId(user).setAnonymousId(device));

    // Then
    assertThat(profileOf("user_id:" + user)).isNotEqualTo(profileOf("anonymous_id:" + device));
    explain("user_id:" + user, "anonymous_id:" + device)
        .body("together", is(false))
        .body("apart.reason", containsInAnyOrder("cut"))
        .body("cuts", hasSize(1));
    graph("user_id:" + user).body("apart[0].reason", equalTo("cut")).body("links", empty());
  }

  @Test
  void aLiftedCutIsJoinedAgainAndTold() {
    // Given
    var whole = profileOf("user_id:" + user);
    var cut = cutLink("").statusCode(201);
    String id = cut.extract().path("id");
    String left = cut.extract().<List<String>>path("profiles").getLast();

    int before = mergesOf(left).size();

    // When
    editor()
        .delete("/api/v1/cuts/" + id)
        .then()
        .statusCode(200)
        .body("joined[0].outcome", equalTo("joined"))
        .body("leftApart", is(0));

    // Then
    assertThat(profileOf("user_id:" + user)).isEqualTo(whole);
    await().atMost(SOON).until(() -> mergesOf(left).size() == before + 1);
    assertThat(mergesOf(left).getLast().getIntoProfileId()).isEqualTo(whole);
    editor().delete("/api/v1/cuts/" + id).then().statusCode(404);
    viewer().get("/api/v1/cuts/" + id).then().statusCode(404);
    explain("user_id:" + user, "anonymous_id:" + device)
        .body("together", is(true))
        .body("path[0].first.messageId", equalTo("m3" + run));
  }

  @Test
  void aCutLiftedWithoutJoiningHealsByTheNextEvent() {
    // Given
    String id = cutLink("").extract().path("id");

    // When
    editor()
        .delete("/api/v1/cuts/" + id + "?rejoin=false")
        .then()
        .statusCode(200)
        .body("leftApart", is(1));

    // Then
    assertThat(profileOf("user_id:" + user)).isNotEqualTo(profileOf("anonymous_id:" + device));
    accept(track("m5" + run, 200).setUserId(user).setAnonymousId(device));
    assertThat(profileOf("user_id:" + user)).isEqualTo(profileOf("anonymous_id:" + device));
  }

  @Test
  void whatIsHeldTogetherByOthersSaysBywhom() {
    // Given
    accept(withPhone(track("m6" + run, 10)).setUserId(user));
    accept(withPhone(track("m7" + run, 11)).setAnonymousId(device));

    // When
    var cut = cutLink("").statusCode(201);

    // Then
    cut.body("outcome", equalTo("still_together"))
        .body("path", hasSize(2))
        .body("path[0].one.value", equalTo(user))
        .body("path[0].other.value", equalTo(phone))
        .body("path[1].one.value", equalTo(phone))
        .body("path[1].other.value", equalTo(device));
    cutLink("").statusCode(409).body("type", equalTo("urn:tributary:problem:conflict"));
    graph("user_id:" + user).body("nodes", hasSize(3)).body("links", hasSize(2));
  }

  @Test
  void showsEvidenceOfEveryLink() {
    // Given: the same again the next day
    accept(track("m8" + run, 86_400).setUserId(user).setAnonymousId(device));

    // Then
    graph(profileOf("user_id:" + user))
        .body(
            "nodes.collect { it['first']['messageId'] }",
            containsInAnyOrder("m1" + run, "m2" + run))
        .body("links[0].first.messageId", equalTo("m3" + run))
        .body("links[0].first.source", equalTo("shop"))
        .body("links[0].days.count", is(2))
        .body("links[0].days.first", equalTo("2026-01-01"))
        .body("links[0].days.last", equalTo("2026-01-02"))
        .body("truncated", is(false));
  }

  @Test
  void joinsByHandUnderTheSameLimits() {
    // Given
    accept(track("m9" + run, 20).setUserId("other" + run));
    accept(track("m10" + run, 21).setAnonymousId("b" + run));

    // Then
    join("anonymous_id", "b" + run).statusCode(200).body("outcome", equalTo("joined"));
    join("anonymous_id", "b" + run).statusCode(200).body("outcome", equalTo("together_already"));
    join("user_id", "other" + run)
        .statusCode(409)
        .body("type", equalTo("urn:tributary:problem:conflict"));
    join("anonymous_id", "nobody" + run).statusCode(404);
    explain("anonymous_id:b" + run, "user_id:" + user)
        .body("path[0].first.source", equalTo("edit"));
  }

  @Test
  void refusesWhatItCannotReadWithThePath() {
    post("/api/v1/cuts", "{").statusCode(400);
    post("/api/v1/cuts", "[]").statusCode(400);
    post("/api/v1/cuts", "{}").statusCode(422).body("violations.path", hasSize(2));
    post(
            "/api/v1/cuts",
            "{\"link\":[{\"type\":\"UP\",\"value\":\"x\"},{\"value\":7}],\"colour\":1}")
        .statusCode(422)
        .body(
            "violations.path",
            containsInAnyOrder("link[0].type", "link[1].type", "link[1].value", "link", "colour"));
    post("/api/v1/cuts", "{\"away\":[],\"reason\":\"%s\"}".formatted("r".repeat(501)))
        .statusCode(422)
        .body("violations.path", containsInAnyOrder("away", "reason"));
    post("/api/v1/joins", "{\"identifiers\":[]}").statusCode(422);
    cut("{\"link\":[%s,%s]}".formatted(id("user_id", "nobody" + run), id("anonymous_id", device)))
        .statusCode(409);
    viewer().get("/api/v1/cuts?limit=0").then().statusCode(422);
    viewer().get("/api/v1/cuts/nonsense").then().statusCode(422);
    viewer().get("/api/v1/cuts/" + UUID.randomUUID()).then().statusCode(404);
    viewer().get("/api/v1/profiles/nonsense/graph").then().statusCode(422);
    viewer().get("/api/v1/profiles/user_id:nobody" + run + "/graph").then().statusCode(404);
    viewer().get("/api/v1/profiles/user_id:" + user + "/graph?from=x").then().statusCode(422);
    explain("user_id:" + user, "user_id:nobody" + run).statusCode(404);
    viewer().contentType("application/json").body("{}").post("/api/v1/cuts").then().statusCode(403);
    given().get("/api/v1/cuts").then().statusCode(401);
  }

  @Test
  void listsCutsNewestFirstPageByPage() {
    // Given
    String first = cutLink("first").extract().path("id");
    accept(track("m11" + run, 30).setUserId(user).setAnonymousId("c" + run));
    String second =
        cut("{\"away\":[%s],\"reason\":\"second\"}".formatted(id("anonymous_id", "c" + run)))
            .statusCode(201)
            .extract()
            .path("id");

    // When
    var page = viewer().get("/api/v1/cuts?limit=1&profile=" + profileOf("user_id:" + user)).then();

    // Then
    page.body("items.id", containsInAnyOrder(second)).body("next", equalTo(second));
    viewer()
        .get(
            "/api/v1/cuts?limit=1&after=%s&profile=%s"
                .formatted(second, profileOf("user_id:" + user)))
        .then()
        .body("items.id", containsInAnyOrder(first));
  }

  private Event.Builder identify(String messageId, String payload, long second) {
    return at(event(EventType.EVENT_TYPE_IDENTIFY, messageId, payload), second);
  }

  private Event.Builder track(String messageId, long second) {
    return at(event(EventType.EVENT_TYPE_TRACK, messageId, "{}"), second);
  }

  private static Event.Builder at(Event.Builder event, long second) {
    return event
        .setTimestampMillis(1_767_225_600_000L + second * 1_000)
        .setReceivedAtMillis(1_767_225_600_000L + second * 1_000);
  }

  private Event.Builder withPhone(Event.Builder event) {
    return event.setPayload(
        ByteString.copyFromUtf8(
            """
            {"context":{"externalIds":[
              {"id":"%s","type":"phone","collection":"users","encoding":"none"}]}}
            """
                .formatted(phone)));
  }

  private void accept(Event.Builder builder) {
    var event = builder.build();
    bus.accept(event);
    await().atMost(SOON).until(() -> !bus.resolved(event.getMessageId()::equals).isEmpty());
  }

  private ValidatableResponse cutLink(String reason) {
    return cut(
        "{\"link\":[%s,%s]%s}"
            .formatted(
                id("user_id", user),
                id("anonymous_id", device),
                reason.isEmpty() ? "" : ",\"reason\":\"" + reason + "\""));
  }

  private ValidatableResponse cut(String body) {
    return post("/api/v1/cuts", body);
  }

  private ValidatableResponse join(String type, String value) {
    return post(
        "/api/v1/joins",
        "{\"identifiers\":[%s,%s]}".formatted(id("user_id", user), id(type, value)));
  }

  private static ValidatableResponse post(String path, String body) {
    return editor().contentType("application/json").body(body).post(path).then();
  }

  private ValidatableResponse explain(String from, String to) {
    return viewer()
        .get("/api/v1/profiles/user_id:%s/graph?from=%s&to=%s".formatted(user, from, to))
        .then();
  }

  private static ValidatableResponse graph(String id) {
    return viewer().get("/api/v1/profiles/" + id + "/graph").then().statusCode(200);
  }

  private static String profileOf(String id) {
    return graph(id).extract().path("profile");
  }

  private static String id(String type, String value) {
    return "{\"type\":\"%s\",\"value\":\"%s\"}".formatted(type, value);
  }

  private static RequestSpecification viewer() {
    return given().auth().oauth2("test-viewer");
  }

  private static RequestSpecification editor() {
    return given().auth().oauth2("test-editor");
  }

  private List<ProfileSplit> splitsInto(String profile, int atLeast) {
    await().atMost(SOON).until(() -> splits(profile).size() >= atLeast);
    return splits(profile);
  }

  private List<ProfileSplit> splits(String profile) {
    return told().stream()
        .filter(Resolved::hasSplit)
        .map(Resolved::getSplit)
        .filter(split -> split.getIntoProfileId().equals(profile))
        .toList();
  }

  private List<ProfileMerged> mergesOf(String profile) {
    return told().stream()
        .filter(Resolved::hasMerged)
        .map(Resolved::getMerged)
        .filter(merged -> merged.getFromProfileId().equals(profile))
        .toList();
  }

  private List<Resolved> told() {
    return bus.records().stream()
        .filter(record -> record.topic().equals(Topic.RESOLVED.topicName()))
        .map(Bus::parse)
        .toList();
  }
}
