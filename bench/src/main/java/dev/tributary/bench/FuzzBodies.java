package dev.tributary.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the JSON of events and batches, good and mutated: by fields, which it knows, or by bytes.
 */
final class FuzzBodies {

  static final List<String> TYPES =
      List.of("track", "identify", "page", "screen", "group", "alias");

  private static final int MOST_EVENTS = 6;

  private static final String[] NAMES = {
    "type",
    "messageId",
    "userId",
    "anonymousId",
    "groupId",
    "previousId",
    "event",
    "name",
    "category",
    "timestamp",
    "originalTimestamp",
    "sentAt",
    "properties",
    "traits",
    "context",
    "integrations",
    "writeKey",
    "batch",
    "",
    "__proto__",
    "user\\u0049d",
    "\\ud83d",
    "x"
  };

  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "5",
    "1e400",
    "1e401",
    "-1e999999999",
    "0.1e-400",
    "01",
    "NaN",
    "\"\"",
    "\" \"",
    "\"u\"",
    "\"\\u0000\"",
    "\"\\ud83d\"",
    "\"\\ud83d\\ude00\"",
    "[]",
    "{}",
    "[{}]",
    "[null]",
    "{\"\":{}}",
    "[[[[[[[[1]]]]]]]]",
    "\"2026-01-02T00:00:00Z\"",
    "1767312000",
    "\"0000-00-00\"",
    "\"track\"",
    "\"Track\"",
    "[{\"type\":\"page\",\"userId\":\"u\"}]",
    "",
    "undefined"
  };

  private static final byte[] SPICE =
      "{}[]\",:\\/ \t\n\rntfu0123456789.eE+-\u0000\u001f\u007f\u0080é😀\uffff"
          .getBytes(StandardCharsets.UTF_8);

  private final SplittableRandom dice;

  FuzzBodies(SplittableRandom dice) {
    this.dice = dice;
  }

  /** An event that is taken at the path of its type, and in a batch. */
  String event(String type) {
    return join(fields(type));
  }

  /** Of a random type. */
  String event() {
    return event(pick(TYPES));
  }

  /** A batch that is taken. */
  String batch() {
    var events = new ArrayList<String>();
    for (int i = dice.nextInt(1, MOST_EVENTS + 1); i > 0; i--) {
      events.add(event());
    }
    return "{\"sentAt\":\"2026-01-02T00:00:00Z\",\"context\":{\"app\":{}},\"batch\":["
        + String.join(",", events)
        + "]}";
  }

  /** An event some of whose fields are lost, doubled, renamed or of another value. */
  String oddEvent(String type) {
    var fields = fields(type);
    for (int i = dice.nextInt(1, 4); i > 0; i--) {
      mutate(fields);
    }
    return join(fields);
  }

  /** A batch with odd events, or with odd fields around them. */
  String oddBatch() {
    var events = new ArrayList<String>();
    for (int i = dice.nextInt(MOST_EVENTS + 1); i > 0; i--) {
      events.add(
          switch (dice.nextInt(4)) {
            case 0 -> oddEvent(pick(TYPES));
            case 1 -> pick(VALUES);
            default -> event();
          });
    }
    var fields = new ArrayList<String>();
    fields.add("\"sentAt\":\"2026-01-02T00:00:00Z\"");
    fields.add("\"context\":{\"locale\":\"en\"}");
    fields.add("\"batch\":[" + String.join(",", events) + "]");
    if (dice.nextInt(2) == 0) {
      mutate(fields);
    }
    return join(fields);
  }

  /** The same with some of its bytes changed. */
  byte[] mutated(byte[] text) {
    var bytes = text;
    for (int i = dice.nextInt(1, 4); i > 0; i--) {
      bytes = mutatedOnce(bytes);
    }
    return bytes;
  }

  private byte[] mutatedOnce(byte[] text) {
    if (text.length == 0) {
      return noise(3);
    }
    int from = dice.nextInt(text.length);
    int length = Math.min(text.length - from, 1 + dice.nextInt(dice.nextInt(8) == 0 ? 500 : 8));
    return switch (dice.nextInt(8)) {
      case 0 -> { // flips a bit
        var copy = text.clone();
        copy[from] ^= (byte) (1 << dice.nextInt(8));
        yield copy;
      }
      case 1 -> { // another byte
        var copy = text.clone();
        copy[from] = SPICE[dice.nextInt(SPICE.length)];
        yield copy;
      }
      case 2 -> spliced(text, from, from + length, new byte[0]); // loses some
      case 3 -> spliced(text, from, from, noise(length)); // gains some
      case 4 -> spliced(text, from, text.length, new byte[0]); // is cut
      case 5 -> spliced(text, from, from, part(text, from, length)); // says something twice
      case 6 -> spliced(text, from, from, pick(VALUES).getBytes(StandardCharsets.UTF_8));
      default -> spliced(text, from, from, deep().getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Bytes of any kind, those that JSON is made of more often. */
  byte[] noise(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = dice.nextInt(4) == 0 ? (byte) dice.nextInt() : SPICE[dice.nextInt(SPICE.length)];
    }
    return bytes;
  }

  private String deep() {
    return (dice.nextBoolean() ? "[" : "{\"a\":").repeat(1 + dice.nextInt(300));
  }

  private static byte[] spliced(byte[] text, int from, int to, byte[] inserted) {
    var result = new byte[text.length - (to - from) + inserted.length];
    System.arraycopy(text, 0, result, 0, from);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(text, to, result, from + inserted.length, text.length - to);
    return result;
  }

  private static byte[] part(byte[] text, int from, int length) {
    var part = new byte[length];
    System.arraycopy(text, from, part, 0, length);
    return part;
  }

  private List<String> fields(String type) {
    var fields = new ArrayList<String>();
    fields.add("\"type\":\"" + type + "\"");
    fields.add("\"messageId\":\"fuzz-" + Long.toHexString(dice.nextLong()) + "\"");
    fields.add("\"userId\":\"user-" + dice.nextInt(1_000) + "\"");
    fields.add(
        switch (type) {
          case "track" -> "\"event\":\"Order Completed\"";
          case "group" -> "\"groupId\":\"g\"";
          case "alias" -> "\"previousId\":\"p\"";
          default -> "\"name\":\"Home\"";
        });
    fields.add("\"timestamp\":\"2026-01-02T00:00:00Z\"");
    fields.add(
        "\"properties\":{\"revenue\":" + dice.nextInt(1_000) / 100.0 + ",\"text\":\"é😀\\n\"}");
    return fields;
  }

  private void mutate(List<String> fields) {
    int at = fields.isEmpty() ? 0 : dice.nextInt(fields.size());
    var odd = "\"" + pick(NAMES) + "\":" + (dice.nextInt(20) == 0 ? large() : pick(VALUES));
    switch (fields.isEmpty() ? 0 : dice.nextInt(4)) {
      case 0 -> fields.add(at, odd);
      case 1 -> fields.remove(at);
      case 2 -> fields.add(fields.get(at));
      default -> {
        var field = fields.get(at);
        fields.set(at, field.substring(0, field.indexOf(':') + 1) + pick(VALUES));
      }
    }
  }

  private String large() {
    return "\"" + "x".repeat(dice.nextInt(40_000)) + "\"";
  }

  private static String join(List<String> fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private String pick(String... from) {
    return from[dice.nextInt(from.length)];
  }

  private String pick(List<String> from) {
    return from.get(dice.nextInt(from.size()));
  }
}
