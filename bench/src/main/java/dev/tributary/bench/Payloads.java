package dev.tributary.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The traffic of every benchmark: track events of about 1 KB with 25 properties, user ids by Zipf's
 * law (exponent 1) over {@value #USERS} people, one event in twenty from somebody unknown. From a
 * fixed seed, so that all sides and all runs get the same bytes.
 */
final class Payloads {

  static final int USERS = 100_000;

  private static final long SEED = 42;
  private static final int PROPERTIES = 25;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Zipf users = new Zipf(USERS);
  private final String writeKey;
  private long made;

  Payloads(String writeKey) {
    this.writeKey = writeKey;
  }

  /** Bodies for {@code /v1/track}, each with a message id of its own. */
  List<byte[]> singles(int count) {
    var bodies = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      bodies.add(next(true).getBytes(StandardCharsets.UTF_8));
    }
    return bodies;
  }

  /** Bodies for {@code /v1/batch}. */
  List<byte[]> batches(int count, int eventsEach) {
    var bodies = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      var body = new ByteArrayOutputStream(eventsEach * 1_100);
      body.writeBytes(
          ("{\"writeKey\":\"" + writeKey + "\",\"batch\":[").getBytes(StandardCharsets.UTF_8));
      for (int j = 0; j < eventsEach; j++) {
        if (j > 0) {
          body.write(',');
        }
        body.writeBytes(next(false).getBytes(StandardCharsets.UTF_8));
      }
      body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
      bodies.add(body.toByteArray());
    }
    return bodies;
  }

  private String next(boolean withWriteKey) {
    var event =
        new StringBuilder(1_100).append("{\"type\":\"track\",\"event\":\"Order Completed\"");
    if (random.nextInt(20) == 0) {
      event
          .append(",\"anonymousId\":\"visitor-")
          .append(Long.toHexString(random.nextLong()))
          .append('"');
    } else {
      event.append(",\"userId\":\"user-").append(users.draw(random)).append('"');
    }
    event.append(",\"messageId\":\"bench-").append(made++).append('-');
    event.append(Long.toHexString(random.nextLong())).append('"');
    if (withWriteKey) {
      event.append(",\"writeKey\":\"").append(writeKey).append('"');
    }
    event.append(",\"properties\":{\"revenue\":").append(random.nextInt(100_000) / 100.0);
    event.append(",\"currency\":\"GBP\"");
    for (int i = 2; i < PROPERTIES; i++) {
      event.append(",\"property_").append(i).append("\":\"");
      event.append(Long.toHexString(random.nextLong())).append('"');
    }
    return event.append("}}").toString();
  }
}
