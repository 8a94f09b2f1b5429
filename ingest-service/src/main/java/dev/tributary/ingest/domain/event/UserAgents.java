package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.json.JsonCursor;
import dev.tributary.ingest.domain.json.JsonStrings;
import dev.tributary.ingest.domain.json.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the user agent that a {@code context} names. */
final class UserAgents {

  private static final byte[] NAME = "userAgent".getBytes(StandardCharsets.US_ASCII);

  private UserAgents() {}

  /**
   * The text of the context's field {@code userAgent}; empty where it has none.
   *
   * @param context a JSON object that has been found valid, or empty
   */
  static String in(Slice context) {
    if (context.isEmpty()) {
      return "";
    }
    var text = context.array();
    var cursor = new JsonCursor(text, context.from());
    cursor.enter(1);
    for (boolean first = true; cursor.nextField(first); first = false) {
      boolean isIt =
          Arrays.equals(text, cursor.stringFrom(), cursor.at() - 1, NAME, 0, NAME.length);
      cursor.expect(':');
      cursor.peek();
      var type = cursor.value(1);
      if (isIt) {
        return switch (type) {
          case STRING -> JsonStrings.plain(text, cursor.stringFrom(), cursor.at() - 1);
          case ESCAPED_STRING -> JsonStrings.decode(text, cursor.stringFrom(), cursor.at() - 1);
          case ABSENT, NULL, BOOLEAN, NUMBER, OBJECT, ARRAY -> "";
        };
      }
    }
    return "";
  }
}
