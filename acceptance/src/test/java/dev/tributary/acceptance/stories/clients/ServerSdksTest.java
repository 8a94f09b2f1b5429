package dev.tributary.acceptance.stories.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.acceptance.suite.HeardSource;
import dev.tributary.acceptance.suite.Relay;
import dev.tributary.acceptance.suite.RunningSuite;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A shop's server tells what its customers do, with the SDK that it had before there was Tributary;
 * but for the address and the key nothing about it is changed.
 */
@ExtendWith(RunningSuite.Extension.class)
class ServerSdksTest {

  private static final List<String> ALL_TAKEN = Collections.nCopies(6, "taken");
  private static final List<String> ALL_LOST = Collections.nCopies(6, "lost");

  @ParameterizedTest
  @EnumSource
  void tellsEveryEventOnceAndWhole(ServerSdk sdk, RunningSuite suite) throws Exception {
    var client = sdk.orSkip();
    var person = sdk.person("whole");
    try (var source = HeardSource.of(suite, person)) {
      // When
      var said = client.tell(suite.address("ingest"), source.writeKey(), person);

      // Then
      assertThat(said).isEqualTo(ALL_TAKEN);
      var events = source.exactly(6);
      assertThat(Told.in(events)).containsExactlyInAnyOrderElementsOf(Told.about(person));
      Told.haveWhatTheSdkAdds(events, sdk.library, sdk.version);
    }
  }

  /** Those for Java wait for a quarter of a minute before they try again, and are left out. */
  @ParameterizedTest
  @CsvSource({"SEGMENT_NODE, 6", "RUDDER_NODE, 1"})
  void tellsAgainWhatItWasNotThankedForAndItCountsOnce(
      ServerSdk sdk, int eventsOfTheFirstRequest, RunningSuite suite) throws Exception {
    var client = sdk.orSkip();
    var person = sdk.person("again");
    try (var source = HeardSource.of(suite, person);
        var relay = new Relay(suite.port("ingest"))) {
      // Given
      relay.loseNextAnswer();

      // When
      var said = client.tell(relay.address(), source.writeKey(), person);

      // Then
      assertThat(said).isEqualTo(ALL_TAKEN);
      assertThat(relay.posts()).extracting(Relay.Passage::status).startsWith(503, 200);
      assertThat(Told.in(source.exactly(6)))
          .containsExactlyInAnyOrderElementsOf(Told.about(person));
      assertThat(source.duplicates()).isEqualTo(eventsOfTheFirstRequest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesUpWithoutHavingToldAnythingWhereItsKeyIsWrong(ServerSdk sdk, RunningSuite suite)
      throws Exception {
    var client = sdk.orSkip();
    var person = sdk.person("wrong");
    try (var source = HeardSource.of(suite, person);
        var relay = new Relay(suite.port("ingest"))) {
      // When
      var said = client.tell(relay.address(), "not-" + source.writeKey(), person);

      // Then
      assertThat(said).isEqualTo(ALL_LOST);
      assertThat(relay.posts()).isNotEmpty().allMatch(post -> post.status() == 401);
      source.nothingOf(person);
    }
  }
}
