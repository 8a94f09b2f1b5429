package dev.tributary.identity.linkage;

import static dev.tributary.identity.linkage.LinkageApi.RUNS;
import static dev.tributary.identity.linkage.LinkageApi.SOON;
import static dev.tributary.identity.linkage.LinkageApi.ended;
import static dev.tributary.identity.linkage.LinkageApi.get;
import static dev.tributary.identity.linkage.LinkageApi.links;
import static dev.tributary.identity.linkage.LinkageApi.post;
import static dev.tributary.identity.linkage.LinkageApi.start;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.identity.Bus;
import dev.tributary.identity.OptionsProfile;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.LinksGrpc;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From stored observations to links that are answered, told, promoted and rejected. */
@QuarkusTest
@TestProfile(OptionsProfile.class)
@WithTestResource(EmbeddedServers.class)
class SoftLinksTest {

  @Inject Resolver resolver;
  @Inject ObservationStore observations;
  @Inject AnchorIds ids;
  @Inject Migrations migrations;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString().substring(0, 8) + "-";
  private ManagedChannel channel;
  private Bus bus;

  @BeforeEach
  void connect() {
    migrations.await(SOON);
    bus = new Bus(servers);
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    bus.close();
    channel.shutdownNow();
  }

  @Test
  void aRunFindsLinksThatAreAnsweredToldPromotedAndRejected() {
    // Given
    var personOf = new LinkedPeople(resolver, observations, ids, run).store(300, 7);
    var names = List.copyOf(personOf.keySet());

    // When
    var id = start("{}");
    given().auth().oauth2("test-editor").post(RUNS).then().statusCode(409);
    var ended = ended(id);

    // Then: the run tells what it learnt and how good it is
    assertThat(ended.getString("state")).isEqualTo("succeeded");
    assertThat(ended.getInt("totals.profiles")).isGreaterThan(300);
    var report = get(RUNS + "/" + id + "/report");
    assertThat(report.getList("methods.method")).containsExactly("fellegi_sunter", "cross_device");
    assertThat(report.getList("methods[0].weights.field")).contains("given_name", "email");
    assertThat(report.getInt("methods[0].stored")).isPositive();
    assertThat(report.getInt("evaluations[0].truePairs")).isPositive();
    assertThat(report.getFloat("evaluations[0].thresholds[0].recall")).isGreaterThan(0.5f);

    // And: most links are right by the truth, of which the graph, and so the report, knows a third
    long right = 0;
    long found = 0;
    for (var name : names) {
      for (List<String> of : links(name, 0.9).<List<String>>getList("links.identifiers")) {
        found++;
        right += of.stream().anyMatch(o -> personOf.get(name).equals(personOf.get(o))) ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(100);
    assertThat((double) right / found).isGreaterThan(0.8);

    // And: links are answered alike, best first, and told
    var linked = names.stream().filter(name -> links(name, 0.5).getList("links").size() > 0);
    var some = linked.limit(8).toList();
    assertThat(some).hasSize(8);
    var first = links(some.getFirst(), 0.5);
    var profile = first.getString("profileId");
    var wire = ask(profile, 0.5);
    assertThat(wire.getLinksList().stream().map(SoftLink::getOtherProfileId).toList())
        .isEqualTo(first.getList("links.profileId"));
    assertThat(wire.getLinks(0).getExpiresAtMillis()).isGreaterThan(wire.getAtMillis());
    assertThat(wire.getLinks(0).getScore()).isBetween(0.5, 1.0).isLessThan(1.0);
    assertThat(wire.getLinks(0).getIdentifiersList()).isNotEmpty();
    assertThat(ask(profile, 1).getLinksList()).isEmpty();
    await().atMost(SOON).until(() -> told(profile), all -> !all.isEmpty());
    assertThat(told(profile).getLast().getLinksList()).isEqualTo(ask(profile, 0).getLinksList());

    // When: somebody says that they are not one
    var rejected = first.getString("links[0].id");
    var other = first.getString("links[0].profileId");
    post("/api/v1/soft-links/" + rejected + "/reject", 200);

    // Then: neither answers with the other, not even after another run
    assertThat(others(profile)).doesNotContain(other);
    assertThat(others(other)).doesNotContain(profile);
    ended(start("{\"methods\":[\"fellegi_sunter\"],\"evaluate\":false}"));
    assertThat(others(profile)).doesNotContain(other);
    await()
        .atMost(SOON)
        .until(() ->
            told(profile).getLast().getLinksList().stream()
                .noneMatch(link -> link.getOtherProfileId().equals(other)));

    // When: somebody says that they are
    var open =
        names.stream()
            .map(name -> links(name, 0.5))
            .filter(each -> each.getList("links").size() == 1)
            .findFirst()
            .orElseThrow();
    var one = open.getString("profileId");
    var joined = open.getString("links[0].profileId");
    post("/api/v1/soft-links/" + open.getString("links[0].id") + "/promote", 200);

    // Then: both ids answer as one profile, without that link
    assertThat(ask(one, 0).getProfileId()).isEqualTo(ask(joined, 0).getProfileId());
    assertThat(others(one)).doesNotContain(one, joined);
    var from = ask(one, 0).getProfileId().equals(one) ? joined : one;
    await().atMost(SOON).until(() -> told(from).getLast().getLinksList().isEmpty());
  }

  @Test
  void aRunCanBeCancelled() {
    // Given
    var id = start("{\"floor\":0.9,\"seed\":5,\"without\":[\"device\"]}");

    // When
    given().auth().oauth2("test-editor").post(RUNS + "/" + id + "/cancel");

    // Then
    assertThat(ended(id).getString("state")).isIn("cancelled", "succeeded");
    post(RUNS + "/" + id + "/cancel", 409);
    assertThat(get(RUNS).getList("data.id")).contains(id);
    assertThat(get(RUNS + "/" + id).getList("settings.without")).isEqualTo(List.of("device"));
  }

  @Test
  void refusesWhatItCannotUnderstand() {
    for (var body :
        List.of(
            "{\"floor\":0.05}",
            "{\"floor\":\"x\"}",
            "{\"methods\":[\"guess\"]}",
            "{\"methods\":[]}",
            "{\"without\":[\"nose\"]}",
            "{\"seed\":1.5}",
            "{\"evaluate\":1}",
            "{\"promoteFrom\":0.89}",
            "{\"promoteFrom\":\"x\"}",
            "{\"else\":1}")) {
      given()
          .auth()
          .oauth2("test-editor")
          .body(body)
          .post(RUNS)
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:tributary:problem:invalid-value"));
    }
    given().auth().oauth2("test-editor").body("[").post(RUNS).then().statusCode(400);
    given().auth().oauth2("test-viewer").post(RUNS).then().statusCode(403);
    var nobody = UUID.randomUUID();
    post("/api/v1/soft-links/" + nobody + "/promote", 404);
    post("/api/v1/soft-links/x/reject", 404);
    post(RUNS + "/" + nobody + "/cancel", 404);
    var viewer = given().auth().oauth2("test-viewer");
    viewer.get("/api/v1/profiles/x/soft-links").then().statusCode(422);
    given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/profiles/" + nobody + "/soft-links")
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/profiles/" + nobody + "/soft-links?threshold=2")
        .then()
        .statusCode(422);
  }

  @Test
  void grpcAnswersEmptyForAnUnseenProfileAndRefusesWithTheCodeThatFits() {
    var unseen = UUID.randomUUID().toString();
    assertThat(ask(unseen, 0).getLinksList()).isEmpty();
    assertThat(ask(unseen, 0).getProfileId()).isEqualTo(unseen);
    for (var minimum : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> ask(unseen, minimum))
          .isInstanceOfSatisfying(StatusRuntimeException.class, SoftLinksTest::isInvalid);
    }
    assertThatThrownBy(() -> ask("x", 0))
        .isInstanceOfSatisfying(StatusRuntimeException.class, SoftLinksTest::isInvalid);
  }

  private static void isInvalid(StatusRuntimeException e) {
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private List<String> others(String profile) {
    return ask(profile, 0).getLinksList().stream().map(SoftLink::getOtherProfileId).toList();
  }

  private SoftLinks ask(String profile, double minimum) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer test-viewer");
    return LinksGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .listSoftLinks(
            ListSoftLinksRequest.newBuilder().setProfileId(profile).setMinimum(minimum).build());
  }

  private List<SoftLinks> told(String profile) {
    return bus.records().stream()
        .filter(record -> record.topic().endsWith("resolved"))
        .map(Bus::parse)
        .filter(resolved -> resolved.hasSoftLinks())
        .map(resolved -> resolved.getSoftLinks())
        .filter(links -> links.getProfileId().equals(profile))
        .toList();
  }
}
