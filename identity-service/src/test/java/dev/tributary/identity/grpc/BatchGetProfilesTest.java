package dev.tributary.identity.grpc;

import static dev.tributary.identity.grpc.ProfileCalls.byId;
import static dev.tributary.identity.grpc.ProfileCalls.byIdentifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.BatchGetProfilesRequest;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.ProfileAnswer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class BatchGetProfilesTest {

  @Inject Resolver resolver;
  @Inject Migrations migrations;

  private final String run = UUID.randomUUID().toString();
  private long birth = ThreadLocalRandom.current().nextLong(1L << 60);
  private ProfileCalls calls;

  @BeforeEach
  void connect() {
    migrations.await(Duration.ofMinutes(1));
    calls = new ProfileCalls();
  }

  @AfterEach
  void disconnect() {
    calls.close();
  }

  @Test
  void answersEachQuestionAloneInTheirOrder() {
    // Given
    resolve(event(1, Map.of("plan", Json.of("pro")), "anonymous_id:a" + run));
    resolve(event(2, Map.of(), "user_id:u" + run, "group_id:shared" + run));
    resolve(event(3, Map.of(), "user_id:u" + run, "anonymous_id:a" + run));
    resolve(event(4, Map.of(), "user_id:v" + run, "group_id:shared" + run));
    resolve(event(5, Map.of(), "user_id:v" + run, "group_id:own" + run));
    var single = calls.as("test-viewer").getProfile(byIdentifier("user_id", "u" + run));

    // When
    var answers =
        ask(
            byIdentifier("user_id", "v" + run),
            byIdentifier("Wrong Type", "x"),
            byIdentifier("user_id", "nobody" + run),
            byIdentifier("user_id", "u" + run),
            byId("x"),
            byIdentifier("group_id", "shared" + run),
            byIdentifier("group_id", "own" + run),
            byId(single.getProfileId()),
            byId(UUID.randomUUID().toString()),
            GetProfileRequest.getDefaultInstance());

    // Then
    assertThat(answers.stream().map(ProfileAnswer::getRefusal).toList())
        .containsExactly(
            "", "invalid", "not_found", "", "invalid", "several", "", "", "not_found", "invalid");
    assertThat(answers.get(3).getProfile()).isEqualTo(single);
    assertThat(answers.get(7).getProfile()).isEqualTo(single);
    assertThat(answers.get(6).getProfile()).isEqualTo(answers.get(0).getProfile());
  }

  @Test
  void answersTwoHundredAtOnceAsItAnswersOne() {
    // Given
    var requests = new ArrayList<GetProfileRequest>();
    for (int i = 0; i < 200; i++) {
      resolve(event(i, Map.of("number", Json.of(i)), "user_id:" + i + "-" + run));
      requests.add(byIdentifier("user_id", i + "-" + run));
    }

    // When
    var answers = ask(requests.toArray(GetProfileRequest[]::new));

    // Then
    for (int i = 0; i < 200; i++) {
      assertThat(answers.get(i).getProfile())
          .isEqualTo(calls.as("test-viewer").getProfile(requests.get(i)));
    }
  }

  @Test
  void refusesNoneAndMoreThanTwoHundred() {
    for (int count : new int[] {0, 201}) {
      var requests = new GetProfileRequest[count];
      java.util.Arrays.fill(requests, byIdentifier("user_id", "x"));
      assertThatThrownBy(() -> ask(requests))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }
  }

  private List<ProfileAnswer> ask(GetProfileRequest... requests) {
    return calls
        .as("test-viewer")
        .batchGetProfiles(
            BatchGetProfilesRequest.newBuilder().addAllRequests(List.of(requests)).build())
        .getAnswersList();
  }

  private Evidence event(long second, Map<String, Json> traits, String... identifiers) {
    return Histories.event(birth++, second, traits, identifiers);
  }

  private void resolve(Evidence event) {
    var _ = resolver.resolve(List.of(event), Rules.DEFAULT);
  }
}
