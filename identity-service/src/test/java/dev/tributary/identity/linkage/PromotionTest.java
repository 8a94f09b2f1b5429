package dev.tributary.identity.linkage;

import static dev.tributary.identity.linkage.LinkageApi.SOON;
import static dev.tributary.identity.linkage.LinkageApi.ended;
import static dev.tributary.identity.linkage.LinkageApi.links;
import static dev.tributary.identity.linkage.LinkageApi.start;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.OptionsProfile;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs make of what people said, and of a rule that makes links hard. */
@QuarkusTest
@TestProfile(OptionsProfile.class)
@WithTestResource(EmbeddedServers.class)
class PromotionTest {

  private static final double CERTAIN = 0.99;
  private static final String QUICKLY = "{\"methods\":[\"fellegi_sunter\"],\"evaluate\":false}";
  private static final String PROMOTING =
      "{\"methods\":[\"fellegi_sunter\"],\"evaluate\":false,\"promoteFrom\":" + CERTAIN + "}";

  @Inject Resolver resolver;
  @Inject ObservationStore observations;
  @Inject AnchorIds ids;
  @Inject Migrations migrations;

  private final String run = UUID.randomUUID().toString().substring(0, 8) + "-";

  @BeforeEach
  void waitForTheTables() {
    migrations.await(SOON);
  }

  @Test
  void aRunLinksNobodyAcrossACutAndTheRulePromotesTheRest() {
    // Given: links that are all but certain
    var names = new LinkedPeople(resolver, observations, ids, run).store(150, 8).keySet();
    ended(start(QUICKLY));
    var certain = certain(names);
    assertThat(certain).hasSizeGreaterThan(5);

    // And: of one of them somebody knows better
    var cut = certain.entrySet().iterator().next();
    joinAndCut(cut.getKey(), cut.getValue());

    // When
    ended(start(QUICKLY));

    // Then
    assertThat(profileOf(cut.getKey())).isNotEqualTo(profileOf(cut.getValue()));
    assertThat(others(cut.getKey())).doesNotContain(profileOf(cut.getValue()));
    assertThat(others(cut.getValue())).doesNotContain(profileOf(cut.getKey()));
    var promised = certain(names);
    assertThat(promised).hasSizeGreaterThan(3);

    // When: an operator's rule makes them hard
    var totals = ended(start(PROMOTING));

    // Then: each pair is one customer, and the cut holds
    assertThat(totals.getInt("totals.promoted")).isPositive();
    assertThat(totals.getDouble("settings.promoteFrom")).isEqualTo(CERTAIN);
    promised.forEach((one, other) -> assertThat(profileOf(one)).isEqualTo(profileOf(other)));
    assertThat(certain(names)).isEmpty();
    assertThat(profileOf(cut.getKey())).isNotEqualTo(profileOf(cut.getValue()));
    assertThat(sourcesBetween(promised)).contains("linkage");
  }

  /** Of each customer with such a link, one of his identifiers and one of the other's. */
  private static Map<String, String> certain(Iterable<String> names) {
    var certain = new LinkedHashMap<String, String>();
    for (var name : names) {
      List<List<String>> identifiers = links(name, CERTAIN).getList("links.identifiers");
      if (!identifiers.isEmpty()) {
        certain.put(name, identifiers.getFirst().getFirst());
      }
    }
    return certain;
  }

  private static List<String> others(String name) {
    return links(name, 0).getList("links.profileId");
  }

  private static String profileOf(String name) {
    return links(name, 0).getString("profileId");
  }

  /** Of each pair, on whose word the first link between them stands. */
  private static List<String> sourcesBetween(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair ->
            given()
                .auth()
                .oauth2("test-viewer")
                .queryParam("from", pair.getKey())
                .queryParam("to", pair.getValue())
                .get("/api/v1/profiles/" + pair.getKey() + "/graph")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("path[0].first.source"))
        .toList();
  }

  private static void joinAndCut(String one, String other) {
    var ends = "[" + json(one) + "," + json(other) + "]";
    edit("joins", "{\"identifiers\":" + ends + "}", 200);
    edit("cuts", "{\"link\":" + ends + "}", 201);
  }

  private static void edit(String path, String body, int status) {
    given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(body)
        .post("/api/v1/" + path)
        .then()
        .statusCode(status);
  }

  private static String json(String name) {
    int colon = name.indexOf(':');
    return "{\"type\":\"%s\",\"value\":\"%s\"}"
        .formatted(name.substring(0, colon), name.substring(colon + 1));
  }
}
