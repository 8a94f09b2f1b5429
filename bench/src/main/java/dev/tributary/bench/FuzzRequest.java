package dev.tributary.bench;

/**
 * A request of the fuzz, down to its last byte.
 *
 * @param bytes request line, headers and body
 * @param framing whether the server can tell where it ends
 * @param answer what its answer counts as
 * @param json the JSON that arrives after decoding; empty where that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record FuzzRequest(Family family, byte[] bytes, Framing framing, Promise answer, byte[] json) {

  /** What was done to it. */
  enum Family {
    GOOD("nothing"),
    BYTES("bytes of the JSON"),
    FIELDS("fields of an event or a batch"),
    KEYS("the write key"),
    HEADERS("other headers"),
    METHODS("the method"),
    PATHS("the path"),
    PIXELS("the query of a pixel"),
    ENCODINGS("well compressed, or said to be in another way"),
    CORRUPT("gzip or deflate cut or corrupt"),
    BOMBS("gzip of much more than 4 MB"),
    CHUNKS("sizes and ends of chunks"),
    LENGTHS("a content length that lies"),
    FLOODS("too many headers, or too long ones"),
    NOISE("bytes of the whole request");

    private final String changed;

    Family(String changed) {
      this.changed = changed;
    }

    /** As the report names it. */
    String changed() {
      return changed;
    }
  }

  /** Whether it is HTTP. */
  enum Framing {

    /** It is: it must be answered, and the connection goes on. */
    SOUND,

    /** As sound, but the answer to it has no body. */
    HEADLESS,

    /** It is, to its end, but not as it should be: answered, or the server closes; none follows. */
    LAST,

    /** It may not be: the server may wait for more; answered or closed when none comes. */
    BROKEN;

    /** Whether other requests may follow on the connection. */
    boolean goesOn() {
      return this == SOUND || this == HEADLESS;
    }
  }

  /** What a 200 promises. */
  enum Promise {

    /** One event is stored. */
    EVENT,

    /** The events of the batch are stored but those that the answer lists. */
    BATCH,

    /** Nothing. */
    NOTHING
  }
}
