package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.v1.Resolved;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int WINDOW_DAYS = 90;

  private final Traffic traffic = new Traffic(1_000, WINDOW_DAYS);

  @Test
  void keepsClearOfTheMomentsAtWhichAWindowEnds() {
    long edge = traffic.now() - Duration.ofDays(WINDOW_DAYS).toMillis();
    long soon = Duration.ofHours(3).toMillis();

    var tracks = IntStream.range(0, 20_000).mapToObj(_ -> traffic.next()).toList();

    assertThat(tracks)
        .noneMatch(track -> track.atMillis() >= edge && track.atMillis() < edge + soon);
    assertThat(tracks).anyMatch(traffic::inWindow).anyMatch(track -> !traffic.inWindow(track));
  }

  @Test
  void tellsIdentifiersWithAProfilesFirstEventAlone() throws InvalidProtocolBufferException {
    var events = new ResolvedEvents();
    var track = traffic.of(7);

    var first = read(events, track);
    var second = read(events, track);

    assertThat(first.getEvent().getIdentifiersAddedList()).hasSize(2);
    assertThat(second.getEvent().getIdentifiersAddedList()).isEmpty();
    assertThat(second.getEvent().getProfileId()).isEqualTo(ResolvedEvents.profileId(7));
    assertThat(second.getEvent().getEvent().getPayload().size()).isBetween(700, 1_000);
  }

  @Test
  void writesTotalsWithTwoDigits() {
    assertThat(new Track(0, "", 0, 1_205, 0).total()).isEqualTo("12.05");
    assertThat(new Track(0, "", 0, 7, 0).total()).isEqualTo("0.07");
  }

  private static Resolved read(ResolvedEvents events, Track track)
      throws InvalidProtocolBufferException {
    return Resolved.parseFrom(events.resolved(track, events.payload(track)));
  }
}
