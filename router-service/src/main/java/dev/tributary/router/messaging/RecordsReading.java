package dev.tributary.router.messaging;

import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.replay.Replay.Taken;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of one partition for a replay. */
final class RecordsReading implements PartReading {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Taken taken;
  private final TopicPartition partition;
  private final Consumer<String, byte[]> consumer;
  private final SourceRecords sources;

  RecordsReading(Taken taken, LaneParts.Consumers consumers) {
    this.taken = taken;
    this.partition = new TopicPartition(taken.part().topic(), taken.part().partition());
    this.sources = new SourceRecords(consumers);
    this.consumer = consumers.openAlone("replay");
    consumer.assign(Set.of(partition));
    consumer.seek(partition, taken.next());
  }

  @Override
  public Noted begins() {
    return new Noted(taken.next(), taken.tally());
  }

  @Override
  public Bit read(long next, Destination destination) {
    var reader = new ReplayReader(taken.replay(), destination, Clock.systemUTC().instant());
    long end = taken.part().ends();
    for (var record : consumer.poll(POLL)) {
      if (record.offset() < end) {
        reader.read(record);
      }
    }
    long reached = Math.min(end, consumer.position(partition, POLL));
    var wanted = reader.wanted(sources);
    return new Bit(reached, wanted, reader.tally());
  }

  @Override
  public void close() {
    sources.close();
    consumer.close();
  }
}
