package dev.tributary.audience;

import static dev.tributary.audience.messaging.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tributary.audience.messaging.StreamControl;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.TimelineGrpc;
import dev.tributary.proto.v1.TraitChange;
import io.grpc.ManagedChannel;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What identity tells beside events, on real servers: merges back, splits, accounts; timelines. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class IdentityStoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI address;
  @Inject StreamControl stream;

  private Bus bus;
  private ManagedChannel channel;
  private TimelineGrpc.TimelineBlockingStub timeline;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String anna = "anna-" + run;
  private final String visitor = "visitor-" + run;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
    channel =
        ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
            .usePlaintext()
            .build();
    timeline = TimelineGrpc.newBlockingStub(channel).withInterceptors(token("test-viewer"));
  }

  @AfterEach
  void disconnect() {
    bus.close();
    channel.shutdownNow();
  }

  @Test
  void dividesCountsTimelineAndMembershipWhenACustomerIsSplitAgain() {
    // Given
    var name = "twice_" + run;
    define(name, "{who: {event: Buy, count: {atLeast: 2}}}");
    long now = System.currentTimeMillis();
    bus.send(anna, event("Buy", now - 3_000).anchoredAt("user_id", anna));
    bus.send(visitor, event("Buy", now - 2_000).anchoredAt("anonymous_id", visitor));
    bus.send(visitor, event("Look", now - 1_000).anchoredAt("anonymous_id", visitor));
    merge(visitor, anna, 2);
    assertThat(bus.membership(anna, name).getMembership().getMember()).isTrue();
    await().atMost(PATIENCE).until(() -> names(anna).size() == 3);
    assertThat(names(visitor)).containsExactly("Look", "Buy", "Buy");

    // When
    bus.send(
        anna,
        Resolved.newBuilder()
            .setSplit(
                ProfileSplit.newBuilder()
                    .setFromProfileId(anna)
                    .setIntoProfileId(visitor)
                    .setVersion(3)
                    .addIdentifiers(
                        Identifier.newBuilder().setType("anonymous_id").setValue(visitor)))
            .build());

    // Then
    var exit = bus.exit(anna, name);
    assertThat(exit.getCause().getKind()).isEqualTo(Cause.Kind.KIND_SPLIT);
    assertThat(exit.getIdentifiersList()).extracting("value").containsExactly(anna);
    await().atMost(PATIENCE).until(() -> names(visitor).equals(List.of("Look", "Buy")));
    assertThat(names(anna)).containsExactly("Buy");
    stream.restart();
    bus.send(visitor, event("Buy", now).anchoredAt("anonymous_id", visitor));
    assertThat(bus.membership(visitor, name).getMembership().getMember()).isTrue();
  }

  @Test
  void followsACustomerWhoseIdChangesAndChangesBack() {
    // Given
    long now = System.currentTimeMillis();
    bus.send(anna, event("One", now - 4_000).anchoredAt("user_id", anna));
    merge(visitor, anna, 2);

    // When
    merge(anna, visitor, 3);
    bus.send(anna, event("Two", now - 3_000).anchoredAt("user_id", anna));
    bus.send(visitor, event("Three", now - 2_000).anchoredAt("user_id", anna));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(names(anna)).containsExactly("Three", "Two", "One"));
    assertThat(names(visitor)).containsExactly("Three", "Two", "One");
  }

  @Test
  void entersAndLeavesByATraitOfItsAccount() {
    // Given
    var name = "pro_" + run;
    define(name, "{who: {account: {trait: plan, equals: pro}}}");
    bus.send(anna, event("Hello", System.currentTimeMillis()).anchoredAt("user_id", anna));

    // When
    belong(anna, true, 10, "\"free\"");
    belong(anna, true, 20, "\"pro\"");
    belong(anna, true, 15, "\"basic\"");
    var entered = bus.membership(anna, name);
    belong(anna, false, 30, "");
    var left = bus.exit(anna, name);

    // Then
    assertThat(entered.getCause().getKind()).isEqualTo(Cause.Kind.KIND_ENTITY);
    assertThat(left.getVersion()).isEqualTo(2);
  }

  @Test
  void pagesATimelineByTimeAndName() {
    // Given
    long now = System.currentTimeMillis();
    for (int i = 0; i < 50; i++) {
      bus.send(anna, event(i % 2 == 0 ? "Even" : "Odd", now - 1_000 + i).nameless());
    }
    await().atMost(PATIENCE).until(() -> list(question(anna).setLimit(100)).size() == 50);

    // When
    var first = timeline.listEvents(question(anna).setLimit(20).addInclude("Even").build());
    var second =
        timeline.listEvents(
            question(anna)
                .setLimit(20)
                .addInclude("Even")
                .setCursor(first.getNextCursor())
                .build());
    var early = list(question(anna).setAscending(true).setEndMillis(now - 995).addExclude("Odd"));

    // Then
    assertThat(first.getEventsCount()).isEqualTo(20);
    assertThat(first.getEvents(0).getTimestampMillis()).isEqualTo(now - 952);
    assertThat(second.getEventsCount()).isEqualTo(5);
    assertThat(second.getNextCursor()).isEmpty();
    assertThat(early)
        .extracting(Event::getTimestampMillis)
        .containsExactly(now - 1_000, now - 998, now - 996);
    assertThat(list(question("nobody-" + run))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'',0,0,0,''",
    "p,-1,0,0,''",
    "p,5,4,0,''",
    "p,0,0,101,''",
    "p,0,0,-1,''",
    "p,0,0,1,%"
  })
  void refusesABadQuestion(String profile, long start, long end, int limit, String cursor) {
    var request =
        question(profile)
            .setStartMillis(start)
            .setEndMillis(end)
            .setLimit(limit)
            .setCursor(cursor)
            .build();

    assertThatThrownBy(() -> timeline.listEvents(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  @Test
  void answersNobodyWithoutAToken() {
    var open = TimelineGrpc.newBlockingStub(channel);

    assertThatThrownBy(() -> open.listEvents(question(anna).build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  private List<String> names(String profile) {
    return list(question(profile)).stream().map(Event::getEvent).toList();
  }

  private List<Event> list(ListEventsRequest.Builder request) {
    return timeline.listEvents(request.build()).getEventsList();
  }

  private static ListEventsRequest.Builder question(String profile) {
    return ListEventsRequest.newBuilder().setProfileId(profile);
  }

  private void merge(String from, String into, long version) {
    bus.send(
        from,
        Resolved.newBuilder()
            .setMerged(
                ProfileMerged.newBuilder()
                    .setFromProfileId(from)
                    .setIntoProfileId(into)
                    .setVersion(version))
            .build());
  }

  private void belong(String profile, boolean member, long at, String plan) {
    var membership =
        EntityMembership.newBuilder()
            .setProfileId(profile)
            .setEntity("accounts")
            .setEntityId("acme")
            .setMember(member)
            .setAtMillis(at);
    if (!plan.isEmpty()) {
      membership.addTraits(
          TraitChange.newBuilder()
              .setName("plan")
              .setValue(ByteString.copyFromUtf8(plan))
              .setTimestampMillis(at));
    }
    bus.send(profile, Resolved.newBuilder().setMembership(membership).build());
  }

  /** The answer comes once the definition is in force. */
  private static void define(String name, String spec) {
    Api.define("audiences", name, spec);
  }

  private static io.grpc.ClientInterceptor token(String token) {
    var metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return MetadataUtils.newAttachHeadersInterceptor(metadata);
  }
}
