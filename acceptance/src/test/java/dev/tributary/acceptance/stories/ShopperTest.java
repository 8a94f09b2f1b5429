package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A shop's visitor looks around without a name, signs up, and orders three times; the shop's server
 * uses Segment's own Java SDK. A tool downstream hears of each event once, under one profile, and
 * that the visitor is now a big spender.
 */
@ExtendWith(RunningSuite.Extension.class)
class ShopperTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: story-shop}
      spec: {writeKeys: [story-shop-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: ComputedTrait
      metadata: {name: revenue_90d}
      spec: {sum: {event: Order Completed, property: properties.revenue, within: 90d}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: big_spenders}
      spec:
        who:
          all:
            - {event: Order Completed, where: 'properties.currency = "GBP"', count: {atLeast: 3}, within: 30d}
            - {trait: revenue_90d, gt: 500}
            - not: {trait: plan, equals: internal}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: story-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'type = "page" or type = "identify" or event = "Order Completed"'}
        audiences: [big_spenders]
      """;

  private static final List<String> MESSAGES =
      List.of("visit", "sign-up", "order-1", "order-2", "order-3");

  @Test
  void becomesABigSpenderUnderOneProfile(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();

      // When
      shop(suite, sink);

      // Then
      await().atMost(SOON).until(() -> heardOfEntry(sink) && events(sink).size() == 5);
      var events = events(sink);
      assertThat(events)
          .extracting(delivery -> delivery.text("messageId"))
          .containsExactlyInAnyOrderElementsOf(MESSAGES);
      assertThat(events).allMatch(WebhookSink.Delivery::signed);
      assertThat(profileIds(events)).hasSize(1);
      assertThat(sink.contradictions()).isZero();
      nothingCameTwice(sink);
      theProfileHasBothIdentifiers(suite);
      theAudienceHasOneMember(suite);
      whatIsConcludedCanBeAskedByEachIdentifier(suite);
    }
  }

  /** What the shop's server does: nothing that knows of Tributary but the endpoint. */
  private static void shop(RunningSuite suite, WebhookSink sink) {
    var analytics = suite.analytics("story-shop-key");
    analytics.enqueue(PageMessage.builder("Home").messageId("visit").anonymousId("story-visitor"));
    analytics.flush();
    // Of identifiers of one millisecond the smaller id survives, which need not be the visitor's.
    await().atMost(SOON).until(() -> events(sink).size() == 1);
    analytics.enqueue(
        IdentifyMessage.builder()
            .messageId("sign-up")
            .userId("story-ada")
            .anonymousId("story-visitor")
            .traits(Map.of("email", "ada@shop.example", "plan", "gold")));
    for (int order = 1; order <= 3; order++) {
      analytics.enqueue(
          TrackMessage.builder("Order Completed")
              .messageId("order-" + order)
              .userId("story-ada")
              .properties(Map.of("revenue", 200 + order, "currency", "GBP")));
    }
    analytics.flush();
    analytics.shutdown();
  }

  private static List<WebhookSink.Delivery> events(WebhookSink sink) {
    return sink.deliveries(delivery -> MESSAGES.contains(delivery.text("messageId")));
  }

  private static boolean heardOfEntry(WebhookSink sink) {
    var entered =
        sink.deliveries(delivery ->
            delivery.text("event").equals("Audience Entered")
                && delivery.text("properties.audience_key").equals("big_spenders")
                && delivery.text("userId").equals("story-ada"));
    var identified =
        sink.deliveries(delivery ->
            delivery.text("type").equals("identify")
                && delivery.text("traits.big_spenders").equals("true"));
    return entered.size() == 1 && identified.size() == 1;
  }

  /** Nothing was killed, so no delivery needed a second attempt. */
  private static void nothingCameTwice(WebhookSink sink) {
    await()
        .atMost(SOON) // a delivery may just be on its way
        .untilAsserted(() -> assertThat(sink.requests()).isEqualTo(sink.size()));
  }

  private static List<String> profileIds(List<WebhookSink.Delivery> events) {
    return events.stream()
        .map(delivery -> delivery.text("context.tributary.profileId"))
        .distinct()
        .collect(Collectors.toList());
  }

  private static void theProfileHasBothIdentifiers(RunningSuite suite) {
    var path = "/v1/spaces/default/collections/users/profiles/{id}/external_ids";
    for (var id : List.of("user_id:story-ada", "anonymous_id:story-visitor")) {
      List<String> ids =
          suite.asAdmin("identity").get(path, id).then().statusCode(200).extract().path("data.id");
      assertThat(ids).contains("story-ada", "story-visitor", "ada@shop.example");
    }
  }

  private static void theAudienceHasOneMember(RunningSuite suite) {
    int members =
        suite
            .asAdmin("audience")
            .get("/api/v1/audiences/big_spenders/size")
            .then()
            .statusCode(200)
            .extract()
            .path("members");
    assertThat(members).isEqualTo(1);
  }

  private static void whatIsConcludedCanBeAskedByEachIdentifier(RunningSuite suite) {
    for (var id : List.of("user_id:story-ada", "anonymous_id:story-visitor")) {
      asked(suite, id, "memberships").body("audiences", hasItem("big_spenders"));
      asked(suite, id, "traits")
          .body("computed.revenue_90d", equalTo(606))
          .body("custom.plan", equalTo("gold"));
      await() // what the visitor did may just be moving to the profile she became
          .atMost(SOON)
          .untilAsserted(() ->
              asked(suite, id, "timeline")
                  .body("data.message_id", containsInAnyOrder(MESSAGES.toArray())));
      asked(suite, id, "why?audience=big_spenders").body("member", equalTo(true));
    }
  }

  private static ValidatableResponse asked(RunningSuite suite, String id, String question) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/profiles/{id}/" + question, id)
        .then()
        .statusCode(200);
  }
}
