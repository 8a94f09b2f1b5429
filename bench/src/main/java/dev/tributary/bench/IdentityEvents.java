package dev.tributary.bench;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Utils;

/**
 * Events as governance hands them to identity: tracks of about 1 KB with 25 properties that name a
 * user and the device it uses. From a fixed seed; all of one day, yesterday.
 *
 * <p>The event that brings a user in is called {@link #introducing}: by that name the rows it
 * leaves in the database are found again.
 */
final class IdentityEvents {

  private static final String INTRODUCING = "first-";
  private static final String KNOWN = "known-";
  private static final int PROPERTIES = 25;
  private static final int ONE_NEW_IN = 20;

  private final SplittableRandom random = new SplittableRandom(42);
  private final int knownUsers;
  private final Zipf zipf;
  private final Instant day =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
  private long made;

  IdentityEvents(int knownUsers) {
    this.knownUsers = knownUsers;
    this.zipf = new Zipf(knownUsers);
  }

  /** The message id of the event that brings a user in. */
  static String introducing(String user) {
    return INTRODUCING + user;
  }

  /** What the message ids of all events start with that bring in users of a run. */
  static String introducingRun(int run) {
    return INTRODUCING + newUsers(run);
  }

  /** What the message ids of all events start with that bring in the known users. */
  static String introducingKnown() {
    return INTRODUCING + KNOWN;
  }

  /** One event of each known user. */
  List<AcceptedRecord> known() {
    var events = new ArrayList<AcceptedRecord>(knownUsers);
    for (int i = 0; i < knownUsers; i++) {
      events.add(introduction(KNOWN + i));
    }
    return events;
  }

  /** Users nobody has seen, one event each. */
  List<AcceptedRecord> allNew(int run, int count) {
    var events = new ArrayList<AcceptedRecord>(count);
    for (int i = 0; i < count; i++) {
      events.add(introduction(newUsers(run) + i));
    }
    return events;
  }

  /** One event in twenty of a new user, all others of known users by Zipf's law. */
  List<AcceptedRecord> repeats(int run, int count) {
    var events = new ArrayList<AcceptedRecord>(count);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(ONE_NEW_IN) == 0) {
        events.add(introduction(newUsers(run) + i));
      } else {
        events.add(track("again-" + run + "-" + i, KNOWN + zipf.draw(random)));
      }
    }
    return events;
  }

  /** An event of the caller's making, stamped and addressed. */
  AcceptedRecord accepted(String key, Event.Builder event) {
    int partition = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
    partition %= Bed.PARTITIONS;
    long at = day.toEpochMilli() + made / 1_000;
    event
        .setSource("bench")
        .setTimestampMillis(at)
        .setReceivedAtMillis(at)
        .setBirth(Birth.newBuilder().setPartition(partition).setOffset(made++));
    return new AcceptedRecord(key, partition, event.build());
  }

  private static String newUsers(int run) {
    return "new-" + run + "-";
  }

  private AcceptedRecord introduction(String user) {
    return track(introducing(user), user);
  }

  private AcceptedRecord track(String messageId, String user) {
    var device = "device-of-" + user;
    return accepted(
        user,
        Event.newBuilder()
            .setMessageId(messageId)
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent("Order Completed")
            .setUserId(user)
            .setAnonymousId(device)
            .setPayload(ByteString.copyFromUtf8(payload(messageId, user, device))));
  }

  private String payload(String messageId, String user, String device) {
    var text =
        new StringBuilder(1_100)
            .append("{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"")
            .append(messageId)
            .append("\",\"userId\":\"")
            .append(user)
            .append("\",\"anonymousId\":\"")
            .append(device)
            .append("\",\"properties\":{\"revenue\":")
            .append(random.nextInt(100_000) / 100.0)
            .append(",\"currency\":\"GBP\"");
    for (int i = 2; i < PROPERTIES; i++) {
      text.append(",\"property_").append(i).append("\":\"");
      text.append(Long.toHexString(random.nextLong())).append('"');
    }
    return text.append("}}").toString();
  }
}
