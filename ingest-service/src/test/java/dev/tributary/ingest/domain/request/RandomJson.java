package dev.tributary.ingest.domain.request;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Draws requests from a seed: well-formed ones, mutated ones and noise. */
public final class RandomJson {

  private static final String[] NAMES = {
    "type",
    "messageId",
    "userId",
    "anonymousId",
    "event",
    "properties",
    "traits",
    "context",
    "userAgent",
    "timestamp",
    "sentAt",
    "batch",
    "writeKey",
    "integrations",
    "name",
    "user\\u0049d",
    "x",
    "",
    "😀",
    "\\\"",
    "a\\\\b"
  };
  private static final String[] STRINGS = {
    "track",
    "",
    "a",
    "é",
    "😀",
    "\\n",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\udc00x",
    "\\/",
    "plain text of some length, longer than a word",
    "\u007f",
    "\\u0000",
    "12345678",
    "1234567\\\""
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-12",
    "3.14",
    "1e5",
    "1E+2",
    "2.5e-3",
    "1234567890123",
    "0.10",
    "9e400",
    "9e401"
  };
  private static final byte[] SPICE =
      "{}[]\",:\\/ \t\n\rntfu0123456789.eE+-xX\u0000\u001f\u0080é😀\ud7ff\uffff"
          .getBytes(StandardCharsets.UTF_8);

  private final SplittableRandom dice;
  private final StringBuilder out = new StringBuilder();

  public RandomJson(SplittableRandom dice) {
    this.dice = dice;
  }

  /** A JSON text, most often an object that looks like a request. */
  public byte[] wellFormed() {
    out.setLength(0);
    space();
    if (dice.nextInt(10) == 0) {
      value(0);
    } else {
      object(0);
    }
    space();
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A well-formed text with a few bytes changed, taken out, put in or cut off. */
  public byte[] mutated() {
    var text = wellFormed();
    for (int i = dice.nextInt(3); i >= 0; i--) {
      text = mutate(text);
    }
    return text;
  }

  /** Bytes that JSON is made of, in no order. */
  public byte[] noise() {
    var bytes = new byte[dice.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = dice.nextInt(8) == 0 ? (byte) dice.nextInt(256) : spice();
    }
    return bytes;
  }

  private byte[] mutate(byte[] text) {
    if (text.length == 0) {
      return text;
    }
    int at = dice.nextInt(text.length);
    return switch (dice.nextInt(4)) {
      case 0 -> {
        var changed = text.clone();
        changed[at] = dice.nextBoolean() ? spice() : (byte) dice.nextInt(256);
        yield changed;
      }
      case 1 -> joined(text, at, new byte[0], at + 1);
      case 2 -> joined(text, at, new byte[] {spice()}, at);
      default -> joined(text, at, new byte[0], text.length);
    };
  }

  private static byte[] joined(byte[] text, int upTo, byte[] middle, int from) {
    var joined = new byte[upTo + middle.length + text.length - from];
    System.arraycopy(text, 0, joined, 0, upTo);
    System.arraycopy(middle, 0, joined, upTo, middle.length);
    System.arraycopy(text, from, joined, upTo + middle.length, text.length - from);
    return joined;
  }

  private byte spice() {
    return SPICE[dice.nextInt(SPICE.length)];
  }

  private void value(int depth) {
    switch (dice.nextInt(depth > 6 ? 5 : 8)) {
      case 0 -> out.append(dice.nextBoolean());
      case 1 -> out.append("null");
      case 2 -> out.append(NUMBERS[dice.nextInt(NUMBERS.length)]);
      case 3, 4 -> string(STRINGS);
      case 5 -> array(depth);
      default -> object(depth);
    }
  }

  private void array(int depth) {
    out.append('[');
    for (int i = dice.nextInt(4); i > 0; i--) {
      space();
      value(depth + 1);
      space();
      if (i > 1) {
        out.append(',');
      }
    }
    space();
    out.append(']');
  }

  private void object(int depth) {
    out.append('{');
    for (int i = dice.nextInt(6); i > 0; i--) {
      space();
      string(NAMES);
      space();
      out.append(':');
      space();
      value(depth + 1);
      space();
      if (i > 1) {
        out.append(',');
      }
    }
    space();
    out.append('}');
  }

  private void string(String[] choice) {
    out.append('"').append(choice[dice.nextInt(choice.length)]).append('"');
  }

  private void space() {
    if (dice.nextInt(6) == 0) {
      out.append(" \t\n\r".charAt(dice.nextInt(4)));
    }
  }
}
