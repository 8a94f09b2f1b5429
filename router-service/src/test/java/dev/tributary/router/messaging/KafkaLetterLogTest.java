package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.deadletter.Letter;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.LetterLog;
import dev.tributary.router.domain.deadletter.Redriven;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Dead letters in real Kafka while nobody can say which were redriven. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class KafkaLetterLogTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Inject KafkaSettings kafka;

  private final String name = "unmarked-" + UUID.randomUUID();

  @Test
  void tellsLettersWithoutTheirMarksUnlessMarksAreAskedFor() {
    // Given
    var event = "Order " + UUID.randomUUID();
    try (var sink = Sink.start().behaving(Sink.answering(422, ""));
        var bus = new Bus(servers)) {
      Destinations.define(name, Destinations.webhook(sink.url(), event));
      bus.track(event, "m1", "p1", "{}");
      bus.flush();
      Destinations.awaitBalance(name, "dead", 1);
    }
    var log = new KafkaLetterLog(kafka, new Away());

    // When
    var letters = log.list(query(Optional.empty())).letters();

    // Then
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().redriven()).isEmpty();
    assertThat(log.find(letters.getFirst().id()).map(Letter::key))
        .contains(letters.getFirst().key());
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> log.list(query(Optional.of(false))));
    Destinations.delete(name);
  }

  private LetterLog.Query query(Optional<Boolean> redriven) {
    return new LetterLog.Query(
        name, Optional.empty(), Instant.MIN, Instant.MAX, redriven, OptionalLong.empty(), 10);
  }

  /** What PostgreSQL keeps while it is away. */
  private static final class Away implements Redriven {

    @Override
    public void note(Collection<LetterId> letters) {
      throw new Unavailable("away", null);
    }

    @Override
    public Marks among(int partition, long from, long to) {
      throw new Unavailable("away", null);
    }
  }
}
