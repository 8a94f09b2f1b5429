package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * What partitions tell each other of plans and jobs, on {@code moves}, each under a key that leads
 * to its partition: in order with the states and events that go the same way.
 */
final class PlanRecord {

  /** The partition that makes the plans. */
  static final int LEADER = 0;

  private static final int PLAN = 9;
  private static final int MARKER = 10;
  private static final int REPORT = 11;
  private static final int CANCEL = 12;
  private static final int RESUME = 13;

  /** No profile id begins so. */
  private static final String KEYS = "~";

  /** Of records that are sent to the leader's partition by its number. */
  static final String KEY_OF_WISHES = KEYS + "wish";

  private PlanRecord() {}

  /** A key for each partition, as producers place them. */
  static List<String> keys(int partitions) {
    return IntStream.range(0, partitions).mapToObj(p -> key(p, partitions)).toList();
  }

  private static String key(int partition, int partitions) {
    for (int i = 0; ; i++) {
      var key = KEYS + i;
      var hash = Utils.murmur2(key.getBytes(StandardCharsets.UTF_8));
      if (Utils.toPositive(hash) % partitions == partition) {
        return key;
      }
    }
  }

  static byte[] ofPlan(Plan plan) {
    var out = MoveRecord.begin(PLAN, Travel.untracked());
    out.writeRest(PlanForm.toBytes(plan));
    return out.toByteArray();
  }

  /** All that a partition sent before it, it sent before this. */
  static byte[] ofMarker(Arrival.Marker marker) {
    return numbers(MARKER, marker.job(), marker.round(), marker.partition());
  }

  static byte[] ofReport(Arrival.Report report) {
    return numbers(REPORT, report.job(), report.round(), report.partition(), report.forwarded());
  }

  static byte[] ofWish(Arrival.Wish wish) {
    var out = MoveRecord.begin(wish.computed() ? RESUME : CANCEL, Travel.untracked());
    out.writeLong(wish.rule());
    return out.toByteArray();
  }

  private static byte[] numbers(int kind, long... numbers) {
    var out = MoveRecord.begin(kind, Travel.untracked());
    for (long number : numbers) {
      out.writeUnsigned(number);
    }
    return out.toByteArray();
  }

  /** Reads one of them; what is none is {@link Arrival.Undecodable}. */
  static Arrival read(ByteReader in, int kind) {
    return switch (kind) {
      case PLAN -> new Arrival.Planned(PlanForm.fromBytes(in.readRest()));
      case MARKER ->
          new Arrival.Marker(in.readUnsigned(), (int) in.readUnsigned(), (int) in.readUnsigned());
      case REPORT ->
          new Arrival.Report(
              in.readUnsigned(),
              (int) in.readUnsigned(),
              (int) in.readUnsigned(),
              in.readUnsigned());
      case CANCEL -> new Arrival.Wish(in.readLong(), false);
      case RESUME -> new Arrival.Wish(in.readLong(), true);
      default -> new Arrival.Undecodable();
    };
  }
}
