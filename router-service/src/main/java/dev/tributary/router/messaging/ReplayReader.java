package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.DeadLetter;
import dev.tributary.proto.v1.Redelivery;
import dev.tributary.router.domain.deadletter.LetterId;
import dev.tributary.router.domain.deadletter.Redriven.Marks;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.replay.Replay;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Tally;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.PartReading.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records for a replay: finds what of them is to be delivered once more, by the definition
 * that the destination has now. The keys are those of the first time.
 */
final class ReplayReader {

  private final Replay replay;
  private final Destination destination;
  private final Fql filter;
  private final Instant now;
  private final Marks redriven;
  private final List<Wanted> wanted = new ArrayList<>();

  /** By letter, deliveries of which only the place of their record is known. */
  private final Map<LetterId, Redelivery> letters = new LinkedHashMap<>();

  private final Map<String, Long> deliveries = new HashMap<>();
  private final Map<String, Long> kept = new HashMap<>();
  private final List<String> examples = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private long read;

  /**
   * A reader of some records.
   *
   * @param redriven of the letters among them
   */
  ReplayReader(Replay replay, Destination destination, Marks redriven, Instant now) {
    this.now = now;
    this.redriven = redriven;
    this.replay = replay;
    this.destination = destination;
    this.filter =
        replay.selection() instanceof Selection.History(_, _, var text) && text.isPresent()
            ? Fql.parse(text.get())
            : Fql.ALWAYS;
  }

  /** Looks at one. */
  void read(ConsumerRecord<String, byte[]> record) {
    read++;
    switch (replay.selection()) {
      case Selection.History history -> {
        var at = Instant.ofEpochMilli(record.timestamp());
        if (!at.isBefore(history.from()) && at.isBefore(history.to())) {
          event(record);
        }
      }
      case Selection.Letters selection -> letter(record, selection);
      case Selection.Members(var audience, _) -> exit(record, audience);
    }
  }

  /** What is to be delivered of what was read, with the records that dead letters name. */
  List<Wanted> wanted(SourceRecords sources) {
    var places =
        letters.values().stream()
            .filter(each -> !isWhole(each))
            .map(each -> SourceRecords.Place.of(each.getSource()))
            .toList();
    var found = sources.find(places);
    letters.forEach((id, redelivery) -> {
      if (isWhole(redelivery)) {
        add(redelivery, Optional.of(id), id.text());
        return;
      }
      var record = found.get(SourceRecords.Place.of(redelivery.getSource()));
      if (record == null || record.value() == null) {
        kept.merge("expired", 1L, Long::sum);
      } else {
        var value = ByteString.copyFrom(record.value());
        var source = redelivery.getSource().toBuilder().setValue(value);
        add(redelivery.toBuilder().setSource(source).build(), Optional.of(id), id.text());
      }
    });
    letters.clear();
    return wanted;
  }

  /** Whether it needs no record that stands somewhere. */
  private static boolean isWhole(Redelivery redelivery) {
    return !redelivery.getSource().getValue().isEmpty();
  }

  /** What was found. */
  Tally tally() {
    return new Tally(read, deliveries, kept, examples);
  }

  private void event(ConsumerRecord<String, byte[]> record) {
    switch (RecordReader.read(record, destination)) {
      case Reading.Wanted(var parcels) -> {
        for (var parcel : parcels) {
          if (filter.matches(parcel.document())) {
            var identity =
                new Delivery.Identity(
                    parcel.form(), parcel.action(), parcel.key(), parcel.profile());
            add(
                Redeliveries.anew(destination.name(), record, identity),
                Optional.empty(),
                example(parcel));
          }
        }
      }
      case Reading.Kept(var code, var calls) -> kept.merge(code, (long) calls, Long::sum);
      case Reading.Unaddressable _,
          Reading.Undecodable _,
          Reading.Unmatched _,
          Reading.Waits _,
          Reading.Again _ -> {}
    }
  }

  /** Who left an audience is looked at again, whether he came back or not. */
  private void exit(ConsumerRecord<String, byte[]> record, String audience) {
    if (!(RecordReader.read(record, destination) instanceof Reading.Wanted(var parcels))) {
      return;
    }
    for (var parcel : parcels) {
      var about = parcel.document().field("audience").orElse(Json.Null.VALUE);
      if (parcel.form() == Form.MEMBER
          && about.equals(Json.object("key", Json.of(audience)))
          && parcel.document().field("member").filter(Json.of(false)::equals).isPresent()
          && gone.add(parcel.profile())) {
        var identity =
            new Delivery.Identity(parcel.form(), parcel.action(), parcel.key(), parcel.profile());
        add(
            Redeliveries.anew(destination.name(), record, identity),
            Optional.empty(),
            example(parcel));
      }
    }
  }

  private void letter(ConsumerRecord<String, byte[]> record, Selection.Letters selection) {
    DeadLetter letter;
    try {
      letter = DeadLetter.parseFrom(record.value());
    } catch (InvalidProtocolBufferException _) {
      return;
    }
    var id = new LetterId(record.partition(), record.offset());
    if (!letter.getDestination().equals(destination.name())
        || !selection.wants(id, KafkaLetterLog.why(letter))) {
      return;
    }
    if (!selection.wantsAgain() && redriven.of(id, KafkaLetterLog.why(letter)).isPresent()) {
      kept.merge("redriven", 1L, Long::sum);
    } else if (letter.hasDelivery()) {
      letters.put(id, letter.getDelivery());
    } else { // of a release that did not keep it
      kept.merge("not_named", 1L, Long::sum);
    }
  }

  private void add(Redelivery redelivery, Optional<LetterId> letter, String example) {
    var due =
        redelivery.toBuilder()
            .setReplay(replay.id().toString())
            .setDueMillis(now.toEpochMilli())
            .build();
    wanted.add(new Wanted(due, letter));
    deliveries.merge(redelivery.getAction(), 1L, Long::sum);
    if (examples.size() < 5) {
      examples.add(example);
    }
  }

  /** What a person finds it by: a message id; of a profile's row, its id. */
  private static String example(Parcel parcel) {
    var field = parcel.form() == Form.ROW ? "id" : "messageId";
    return parcel.document().field(field).orElse(Json.Null.VALUE) instanceof Json.Str(var id)
        ? id
        : "";
  }
}
