package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaneStateTest {

  @Test
  void goesByNamesThatAreNotTheFailures() {
    var states =
        List.of(
            new LaneState.Running(),
            new LaneState.BackingOff("status_503"),
            new LaneState.Held("environment variable HOOK is not set"),
            new LaneState.Waiting());

    assertThat(states)
        .extracting(LaneState::code)
        .containsExactly("running", "backing_off", "held", "waiting_for_kafka");
    assertThat(states)
        .extracting(LaneState::detail)
        .containsExactly(
            "",
            "last attempt: status_503",
            "environment variable HOOK is not set",
            "Kafka cannot be reached");
  }

  @Test
  void saysSoWhereNothingFailedAndADestinationAskedForAPause() {
    assertThat(new LaneState.BackingOff("").detail()).isEqualTo("it asked for a pause");
  }
}
