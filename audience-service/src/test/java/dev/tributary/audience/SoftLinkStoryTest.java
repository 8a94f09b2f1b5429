package dev.tributary.audience;

import static dev.tributary.audience.messaging.Wire.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.tributary.audience.messaging.StreamControl;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members through soft links, on real servers, with the stream stopped in between. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SoftLinkStoryTest {

  private static final String NAME = "bought-or-probably-bought";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject StreamControl stream;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String anna = "anna-" + run;
  private final String other = "other-" + run;

  @BeforeEach
  void connect() throws Exception {
    bus = Bus.ofReadyService(kafka);
    Api.editor()
        .body(Files.readString(Path.of("../examples/soft-links/audience.yaml")))
        .put("/api/v1/audiences/" + NAME)
        .then()
        .statusCode(200);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void entersWhenALinkedProfileBuysAndLeavesWhenTheLinkIsGone() {
    // Given
    long now = System.currentTimeMillis();
    bus.send(anna, event("Look", now).identifiedBy("user_id", anna));
    link(anna, other, 0.95);
    stream.restart();

    // When
    bus.send(other, event("Order Completed", now).identifiedBy("user_id", other));
    var entry = bus.membership(anna, NAME);
    given()
        .header("Authorization", "Bearer test-viewer")
        .get("/api/v1/profiles/" + anna + "/memberships")
        .then()
        .body("audiences", hasItem(NAME));
    link(anna, other, 0.85);
    var exit = bus.exit(anna, NAME);

    // Then
    assertThat(entry.getCause().getKind()).isEqualTo(Cause.Kind.KIND_SOFT_LINK);
    assertThat(entry.getIdentifiersList()).extracting("value").containsExactly(anna);
    assertThat(exit.getCause().getKind()).isEqualTo(Cause.Kind.KIND_SOFT_LINK);
    assertThat(exit.getVersion()).isEqualTo(2);
  }

  private void link(String profile, String to, double score) {
    var link =
        SoftLink.newBuilder()
            .setOtherProfileId(to)
            .setScore(score)
            .setMethod("fellegi_sunter")
            .setExpiresAtMillis(System.currentTimeMillis() + Duration.ofDays(1).toMillis());
    bus.send(
        profile,
        Resolved.newBuilder()
            .setSoftLinks(SoftLinks.newBuilder().setProfileId(profile).addLinks(link))
            .build());
  }
}
