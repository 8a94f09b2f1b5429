package dev.tributary.ingest.domain.request;

import dev.tributary.ingest.domain.event.EventType;
import dev.tributary.ingest.domain.json.Flaw;
import dev.tributary.ingest.domain.json.JsonCursor;
import dev.tributary.ingest.domain.json.JsonStrings;
import dev.tributary.ingest.domain.json.MalformedJson;
import dev.tributary.ingest.domain.json.ValueType;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import dev.tributary.ingest.domain.request.ScannedRequest.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the events of a request and their fields in one pass over its bytes, which it validates
 * completely on the way. Builds no tree: what it finds are places. Keeps a reference to the bytes.
 */
public final class RequestScanner {

  private static final String USER_AGENT = "userAgent";
  private static final byte[] USER_AGENT_BYTES = USER_AGENT.getBytes(StandardCharsets.US_ASCII);
  private static final long[] NO_SLOTS = new long[Field.COUNT];

  private final byte[] text;
  private final JsonCursor cursor;

  private RequestScanner(byte[] text) {
    this.text = text;
    this.cursor = new JsonCursor(text);
  }

  /** Reads a request that is one event of a type its path names. */
  public static ScannedRequest single(EventType type, byte[] text) {
    return scanned(text, scanner -> new Single(type, scanner.object(0)));
  }

  /**
   * Reads a request that is an object with the array {@code batch}.
   *
   * @param mostItems how many items to keep; the others are checked and counted
   */
  public static ScannedRequest batch(byte[] text, int mostItems) {
    return scanned(text, scanner -> scanner.envelope(mostItems));
  }

  private static ScannedRequest scanned(byte[] text, Reading reading) {
    if (text.length > RawObject.MAX_TEXT_LENGTH) {
      return new Unreadable("The body is longer than can be read");
    }
    try {
      var scanner = new RequestScanner(text);
      if (scanner.cursor.peek() != '{') {
        scanner.cursor.value(0);
        scanner.cursor.end();
        return new Unreadable("The body is not a JSON object");
      }
      var request = reading.of(scanner);
      scanner.cursor.end();
      return request;
    } catch (MalformedJson e) {
      return new Unreadable("The body is not valid JSON: " + e.reason() + " at byte " + e.offset());
    }
  }

  private RawObject object(int depth) {
    int from = cursor.at();
    var slots = new long[Field.COUNT];
    cursor.enter(depth + 1);
    for (boolean first = true; cursor.nextField(first); first = false) {
      var field = field();
      cursor.expect(':');
      value(field, slots, depth + 1);
    }
    return new RawObject(text, from, cursor.at(), ValueType.OBJECT, cursor.takeFlaw(), slots);
  }

  private ScannedRequest envelope(int mostItems) {
    int from = cursor.at();
    var slots = new long[Field.COUNT];
    List<RawObject> items = new ArrayList<>();
    int count = 0;
    var flaw = Flaw.NONE;
    cursor.enter(1);
    for (boolean first = true; cursor.nextField(first); first = false) {
      var field = field();
      cursor.expect(':');
      if (field == Field.BATCH && cursor.peek() == '[') {
        items.clear();
        int batchFrom = cursor.at();
        count = items(items, mostItems);
        slots[field.index()] = RawObject.slot(ValueType.ARRAY, batchFrom, cursor.at());
      } else {
        cursor.takeFlaw();
        value(field, slots, 1);
        flaw = shared(field) ? worse(flaw, cursor.takeFlaw()) : flaw;
      }
    }
    var envelope = new RawObject(text, from, cursor.at(), ValueType.OBJECT, flaw, slots);
    if (envelope.typeOf(Field.BATCH) != ValueType.ARRAY) {
      items.clear();
      count = 0;
    }
    return new Batch(envelope, items, count);
  }

  /** What every event of a batch carries on; the flaw of another field harms nobody. */
  private static boolean shared(Field field) {
    return field == Field.CONTEXT || field == Field.INTEGRATIONS;
  }

  private static Flaw worse(Flaw one, Flaw other) {
    return one == Flaw.NONE ? other : one;
  }

  private int items(List<RawObject> items, int mostItems) {
    int count = 0;
    cursor.enter(2);
    for (boolean first = true; cursor.nextItem(first, ']'); first = false) {
      cursor.takeFlaw();
      var item = cursor.peek() == '{' ? object(2) : notAnObject();
      if (count++ < mostItems) {
        items.add(item);
      }
    }
    return count;
  }

  private RawObject notAnObject() {
    int from = cursor.at();
    var type = cursor.value(2);
    return new RawObject(text, from, cursor.at(), type, cursor.takeFlaw(), NO_SLOTS);
  }

  private void value(Field field, long[] slots, int depth) {
    int next = cursor.peek();
    int from = cursor.at();
    ValueType type;
    if (field == Field.CONTEXT) {
      slots[Field.CONTEXT_USER_AGENT.index()] = 0; // of a context that came before, and counts not
      type = next == '{' ? context(slots, depth + 1) : cursor.value(depth);
    } else {
      type = cursor.value(depth);
    }
    slots[field.index()] = RawObject.slot(type, from, cursor.at());
  }

  private ValueType context(long[] slots, int depth) {
    cursor.enter(depth);
    for (boolean first = true; cursor.nextField(first); first = false) {
      boolean isUserAgent = isUserAgent();
      cursor.expect(':');
      cursor.peek();
      int from = cursor.at();
      var type = cursor.value(depth);
      if (isUserAgent) {
        slots[Field.CONTEXT_USER_AGENT.index()] = RawObject.slot(type, from, cursor.at());
      }
    }
    return ValueType.OBJECT;
  }

  private boolean isUserAgent() {
    int from = cursor.stringFrom();
    int to = cursor.at() - 1;
    return cursor.stringEscaped()
        ? USER_AGENT.equals(JsonStrings.decode(text, from, to))
        : Arrays.equals(text, from, to, USER_AGENT_BYTES, 0, USER_AGENT_BYTES.length);
  }

  private Field field() {
    int from = cursor.stringFrom();
    int to = cursor.at() - 1;
    return cursor.stringEscaped()
        ? Field.named(JsonStrings.decode(text, from, to))
        : Field.named(text, from, to);
  }

  private interface Reading {
    ScannedRequest of(RequestScanner scanner);
  }
}
