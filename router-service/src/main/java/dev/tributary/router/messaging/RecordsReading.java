package dev.tributary.router.messaging;

import dev.tributary.router.domain.deadletter.Redriven;
import dev.tributary.router.domain.deadletter.Redriven.Marks;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.replay.Replay.Taken;
import dev.tributary.router.domain.replay.Selection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of one partition for a replay. */
final class RecordsReading implements PartReading {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Taken taken;
  private final TopicPartition partition;
  private final Consumer<String, byte[]> consumer;
  private final SourceRecords sources;
  private final Redriven redriven;

  RecordsReading(Taken taken, LaneParts.Consumers consumers, Redriven redriven) {
    this.taken = taken;
    this.redriven = redriven;
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
    long end = taken.part().ends();
    var records = consumer.poll(POLL).records(partition);
    var marks = marks(records);
    var reader = new ReplayReader(taken.replay(), destination, marks, Clock.systemUTC().instant());
    for (var record : records) {
      if (record.offset() < end) {
        reader.read(record);
      }
    }
    long reached = Math.min(end, consumer.position(partition, POLL));
    var wanted = reader.wanted(sources);
    return new Bit(reached, wanted, reader.tally());
  }

  private Marks marks(List<ConsumerRecord<String, byte[]>> records) {
    return records.isEmpty() || !(taken.replay().selection() instanceof Selection.Letters)
        ? Marks.NONE
        : redriven.among(
            partition.partition(), records.getFirst().offset(), records.getLast().offset() + 1);
  }

  @Override
  public void close() {
    sources.close();
    consumer.close();
  }
}
