package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.editor;
import static dev.tributary.audience.Api.manifest;
import static dev.tributary.audience.Api.sizeOf;
import static dev.tributary.audience.Api.viewer;
import static dev.tributary.audience.messaging.Wire.event;
import static dev.tributary.audience.messaging.Wire.merged;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.tributary.audience.messaging.StreamControl;
import dev.tributary.audience.messaging.Wire;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import dev.tributary.proto.v1.GetAudienceSizeRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.MembershipsGrpc;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as others meet it: definitions in by REST, events in by Kafka, changes out. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class StreamTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI address;
  @Inject StreamControl stream;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void entersTheBigSpenderOfTheIssueAfterThreeOrders() {
    // Given
    define(
        "computed-traits",
        "revenue_90d",
        "{sum: {event: Order Completed, property: properties.revenue, within: 90d}}");
    define(
        "audiences",
        "big_spenders",
        """
        {who: {all: [
          {event: Order Completed, where: 'properties.currency = "GBP"', count: {atLeast: 3}, within: 30d},
          {trait: revenue_90d, gt: 500},
          {not: {trait: plan, equals: internal}}]}}
        """);
    var profile = "spender-" + run;

    // When
    bus.send(profile, order(180.50).identifiedBy("user_id", "u-" + run));
    bus.send(profile, order(180.25));
    bus.send(profile, order(180.25).setting("plan", "\"gold\""));

    // Then
    var entered = bus.membership(profile, "big_spenders");
    assertThat(entered.getMembership().getMember()).isTrue();
    assertThat(entered.getVersion()).isEqualTo(1);
    assertThat(entered.getCause().getKind()).isEqualTo(Cause.Kind.KIND_EVENT);
    assertThat(entered.getIdentifiers(0).getValue()).isEqualTo("u-" + run);
    viewer()
        .get("/api/v1/profiles/" + profile + "/memberships")
        .then()
        .statusCode(200)
        .body("profileId", equalTo(profile))
        .body("audiences", hasItem("big_spenders"))
        .body("traits.revenue_90d", equalTo(541));
    viewer()
        .get("/api/v1/audiences/big_spenders/members?limit=1000")
        .then()
        .statusCode(200)
        .body(
            "data.find { it.profileId == '" + profile + "' }.identifiers.user_id",
            contains("u-" + run));
    viewer().get("/api/v1/audiences/big_spenders").then().statusCode(200);
    viewer().get("/api/v1/audiences/big_spenders/versions").then().statusCode(200);
  }

  @Test
  void leavesByTimeAlone() {
    // Given
    var name = "recent_" + run;
    define("audiences", name, "{who: {event: Ping, within: 3s}}");
    var profile = "pinger-" + run;
    await()
        .atMost(PATIENCE)
        .until(() -> {
          bus.send(profile, event("Ping", System.currentTimeMillis()));
          return sizeOf(name) == 1;
        });

    // When, Then
    await().atMost(PATIENCE).until(() -> sizeOf(name) == 0);
    var exit = bus.exit(profile, name);
    assertThat(exit.getCause().getKind()).isEqualTo(Cause.Kind.KIND_TIME);
  }

  @Test
  void keepsWhatItKnowsOverARestartAndMergesAcrossPartitions() {
    // Given
    var name = "thrice_" + run;
    define("audiences", name, "{who: {event: Visit, count: {atLeast: 3}}}");
    define("computed-traits", "visits_" + run, "{count: {event: Visit}}");
    bus.send("a-" + run, event("Visit", System.currentTimeMillis()));
    bus.send("b-" + run, event("Visit", System.currentTimeMillis()));
    bus.send("b-" + run, event("Visit", System.currentTimeMillis()).setting("x", "1"));
    await().atMost(PATIENCE).until(() -> visitsOf("a-" + run) == 1 && visitsOf("b-" + run) == 2);

    // When
    stream.restart();
    bus.sendMerge("b-" + run, merged("b-" + run, "a-" + run));

    // Then
    var entered = bus.membership("a-" + run, name);
    assertThat(entered.getCause().getKind()).isEqualTo(Cause.Kind.KIND_MERGE);
    viewer()
        .get("/api/v1/profiles/b-" + run + "/memberships")
        .then()
        .body("profileId", equalTo("a-" + run))
        .body("audiences", hasItem(name));
  }

  @Test
  void answersSizeMembersAndMembershipsByGrpc() {
    // Given
    var name = "grpc_" + run;
    define("audiences", name, "{who: {event: Hello " + run + "}}");
    for (int i = 0; i < 5; i++) {
      bus.send("g" + i + "-" + run, event("Hello " + run, System.currentTimeMillis()));
    }
    await().atMost(PATIENCE).until(() -> sizeOf(name) == 5);
    var channel =
        ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
            .usePlaintext()
            .build();
    var token = new Metadata();
    token.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer test-viewer");
    try {
      var stub =
          MembershipsGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // When
      var size =
          stub.getAudienceSize(GetAudienceSizeRequest.newBuilder().setAudience(name).build());
      var first =
          stub.listMembers(ListMembersRequest.newBuilder().setAudience(name).setLimit(3).build());
      var second =
          stub.listMembers(
              ListMembersRequest.newBuilder()
                  .setAudience(name)
                  .setLimit(3)
                  .setCursor(first.getNextCursor())
                  .build());
      var memberships =
          stub.getMemberships(GetMembershipsRequest.newBuilder().setProfileId("g0-" + run).build());
      var nobody =
          stub.getMemberships(GetMembershipsRequest.newBuilder().setProfileId("nobody").build());

      // Then
      assertThat(size.getMembers()).isEqualTo(5);
      assertThat(first.getProfileIdsList()).containsExactly("g0-" + run, "g1-" + run, "g2-" + run);
      assertThat(second.getProfileIdsList()).containsExactly("g3-" + run, "g4-" + run);
      assertThat(second.getNextCursor()).isEmpty();
      assertThat(memberships.getAudiencesList()).contains(name);
      assertThat(nobody.getTraitsCount()).isZero();
      assertThat(nobody.getAudiencesList()).doesNotContain(name);
      var unknown = GetAudienceSizeRequest.newBuilder().setAudience("no-such").build();
      assertThatThrownBy(() -> stub.getAudienceSize(unknown))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void pagesMembersByRestAndRefusesWhatIsWrong() {
    // Given
    var name = "paged_" + run;
    define("audiences", name, "{who: {event: Page me " + run + "}}");
    for (int i = 0; i < 3; i++) {
      bus.send("m" + i + "-" + run, event("Page me " + run, System.currentTimeMillis()));
    }
    await().atMost(PATIENCE).until(() -> sizeOf(name) == 3);
    var members = "/api/v1/audiences/" + name + "/members";

    // When
    var cursor =
        viewer()
            .get(members + "?limit=2")
            .then()
            .body("data.profileId", contains("m0-" + run, "m1-" + run))
            .extract()
            .<String>path("cursor");

    // Then
    viewer()
        .get(members + "?limit=2&cursor=" + cursor)
        .then()
        .body("data.profileId", contains("m2-" + run))
        .body("cursor", equalTo(""));
    viewer().get(members + "?limit=0").then().statusCode(422);
    viewer().get(members + "?cursor=%25%25").then().statusCode(422);
    viewer().get("/api/v1/audiences/no-such/size").then().statusCode(404);
    given().get("/api/v1/audiences/" + name + "/size").then().statusCode(401);
    viewer()
        .get("/api/v1/profiles/nobody-" + run + "/memberships")
        .then()
        .statusCode(200)
        .body("traits.size()", equalTo(0));
  }

  @Test
  void refusesABadDefinitionNamingEachPathAndTheDeletionOfAUsedOne() {
    // Given
    define("computed-traits", "used_" + run, "{count: {event: A}}");
    define("audiences", "user_" + run, "{who: {trait: used_" + run + ", gt: 1}}");

    // When, Then
    editor()
        .body(manifest("audiences", "bad", "{who: {all: [{event: A, within: 0d}, {trait: x}]}}"))
        .post("/api/v1/audiences/bad/validate")
        .then()
        .statusCode(422)
        .body("violations.path", hasItems("spec.who.all[0].within", "spec.who.all[1]"));
    editor().delete("/api/v1/computed-traits/used_" + run).then().statusCode(409);
    editor().delete("/api/v1/audiences/user_" + run).then().statusCode(204);
    editor().delete("/api/v1/computed-traits/used_" + run).then().statusCode(204);
  }

  private Wire order(double revenue) {
    return event("Order Completed", System.currentTimeMillis())
        .payload("{\"properties\":{\"currency\":\"GBP\",\"revenue\":" + revenue + "}}");
  }

  private int visitsOf(String profile) {
    var traits =
        viewer()
            .get("/api/v1/profiles/" + profile + "/memberships")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .<String, Integer>getMap("traits");
    return traits.getOrDefault("visits_" + run, 0);
  }
}
