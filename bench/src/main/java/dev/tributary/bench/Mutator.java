package dev.tributary.bench;

import dev.tributary.bench.FuzzRequest.Family;
import dev.tributary.bench.FuzzRequest.Framing;
import dev.tributary.bench.FuzzRequest.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws requests to ingest from a seed: good ones, and good ones of which one thing was changed.
 * Pixels and requests that are no HTTP have write keys of their own, because nobody is told what
 * became of their events.
 */
final class Mutator {

  static final String PIXEL_KEY = "pixel-key";
  static final String BROKEN_KEY = "broken-key";

  private static final byte[] NOTHING = {};

  /** A request that is no HTTP ends its connection: they are few, so that others share one. */
  private static final int ONE_BROKEN_IN = 25;

  private static final List<Family> SOUND =
      List.of(
          Family.GOOD,
          Family.BYTES,
          Family.BYTES,
          Family.FIELDS,
          Family.FIELDS,
          Family.KEYS,
          Family.HEADERS,
          Family.METHODS,
          Family.PATHS,
          Family.PIXELS,
          Family.ENCODINGS);
  private static final List<Family> BROKEN =
      List.of(
          Family.CORRUPT,
          Family.BOMBS,
          Family.CHUNKS,
          Family.LENGTHS,
          Family.FLOODS,
          Family.NOISE,
          Family.NOISE);

  private static final List<String> PATHS =
      List.of(
          "//v1/track",
          "/v1//track",
          "/v1/./track",
          "/v1/x/../track",
          "/v1/%74rack",
          "/v1/track/",
          "/v1/track//",
          "/V1/TRACK",
          "/v1/track?",
          "/v1/track?writeKey",
          "/v1/track?writeKey=",
          "/v1/track?writeKey=a&writeKey=b",
          "/v1/track?writeKey=%00",
          "/v1/track?&&==&",
          "/v1/track?writeKey=%E9",
          "/v1/track#x",
          "/v1/track;a=b",
          "/v1/",
          "/v1",
          "/v1/nothing",
          "/v1/projects/a/settings",
          "/v1/projects//settings",
          "/v1/projects/%00/settings",
          "/v1/m",
          "/sourceConfig",
          "http://127.0.0.1/v1/track",
          "/v1/pixel/",
          "/v1/pixel/nothing");
  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "QUERY", "post", "FOO");
  private static final List<String> HEADERS =
      List.of(
          "Content-Type: text/plain",
          "Content-Type: multipart/form-data",
          "Content-Type: \u00e9",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type:",
          "Accept: x/y;q=9",
          "Origin: null",
          "Origin: https://shop.example",
          "Origin: \u00e9",
          "Cookie: a=b; a=b; =",
          "X-Forwarded-For: 999.1.1.1, x",
          "Forwarded: for=\"[::\"",
          "User-Agent:",
          "Range: bytes=9-1",
          "If-None-Match: *",
          "traceparent: 00-zz-1-1",
          "traceparent: 00",
          "X-Retry-Count: -1",
          "Accept-Encoding: gzip;q=x",
          "Expect: 200-ok",
          "TE: trailers",
          "Max-Forwards: x",
          "Sec-WebSocket-Key: x",
          "Content-Language: \t",
          "X-Http-Method-Override: GET");
  private static final List<String> KEYS =
      List.of(
          "X-Write-Key: ",
          "X-Write-Key: nobodys",
          "X-Write-Key: \u00e9",
          "X-Write-Key: a b\tc",
          "X-Write-Key: :",
          "X-Write-Key: ::::",
          "X-Write-Key: \"\"",
          "X-Write-Key: ../../x",
          "X-Write-Key: %00",
          "X-Write-Key: bench-key:x",
          "X-Write-Key: BENCH-KEY",
          "Authorization: ",
          "Authorization: Basic",
          "Authorization: Basic ",
          "Authorization: Basic ?",
          "Authorization: Basic =",
          "Authorization: Basic Og==",
          "Authorization: Basic AAAA",
          "Authorization: basic YmVuY2gta2V5Og==",
          "Authorization: Bearer x",
          "Authorization: Digest username=\"x\"",
          "Authorization: Basic //////==");

  private final SplittableRandom dice;
  private final FuzzBodies bodies;

  Mutator(long seed) {
    this.dice = new SplittableRandom(seed);
    this.bodies = new FuzzBodies(dice.split());
  }

  /** The next one. After one that is broken nothing else can be sent on its connection. */
  FuzzRequest next() {
    var families = dice.nextInt(ONE_BROKEN_IN) == 0 ? BROKEN : SOUND;
    var family = pick(families);
    return switch (family) {
      case GOOD -> plain(family, Draft.good(bodies, dice));
      case BYTES -> {
        var draft = Draft.good(bodies, dice);
        yield plain(family, draft.with(bodies.mutated(draft.json())));
      }
      case FIELDS -> plain(family, Draft.odd(bodies, dice));
      case KEYS -> key();
      case HEADERS -> headers();
      case METHODS -> method();
      case PATHS -> path();
      case PIXELS -> pixel();
      case ENCODINGS -> encoding();
      case CORRUPT -> corrupt();
      case BOMBS -> bomb();
      case CHUNKS -> chunks();
      case LENGTHS -> lengths();
      case FLOODS -> flood();
      case NOISE -> noise();
    };
  }

  /** A path of the tracking API, the JSON sent to it, and what a 200 means there. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Draft(String path, byte[] json, Promise promise) {

    static Draft good(FuzzBodies bodies, SplittableRandom dice) {
      var type = FuzzBodies.TYPES.get(dice.nextInt(FuzzBodies.TYPES.size()));
      return dice.nextInt(3) == 0
          ? of(batchPath(dice), bodies.batch(), Promise.BATCH)
          : of("/v1/" + type, bodies.event(type), Promise.EVENT);
    }

    static Draft odd(FuzzBodies bodies, SplittableRandom dice) {
      var type = FuzzBodies.TYPES.get(dice.nextInt(FuzzBodies.TYPES.size()));
      return dice.nextInt(3) == 0
          ? of(batchPath(dice), bodies.oddBatch(), Promise.BATCH)
          : of("/v1/" + type, bodies.oddEvent(type), Promise.EVENT);
    }

    private static String batchPath(SplittableRandom dice) {
      return List.of("/v1/batch", "/v1/import/", "/v1/b", "/beacon/v1/batch").get(dice.nextInt(4));
    }

    private static Draft of(String path, String json, Promise promise) {
      return new Draft(path, json.getBytes(StandardCharsets.UTF_8), promise);
    }

    Draft with(byte[] other) {
      return new Draft(path, other, promise);
    }
  }

  private FuzzRequest plain(Family family, Draft draft) {
    var bytes = HttpText.post(draft.path(), draft.json(), keyHeader(IngestBed.WRITE_KEY));
    return new FuzzRequest(family, bytes, Framing.SOUND, draft.promise(), draft.json());
  }

  private FuzzRequest key() {
    var draft = Draft.good(bodies, dice);
    var bytes = HttpText.post(draft.path(), draft.json(), pick(KEYS));
    return new FuzzRequest(Family.KEYS, bytes, Framing.SOUND, draft.promise(), draft.json());
  }

  private FuzzRequest headers() {
    var draft = Draft.good(bodies, dice);
    var headers = new ArrayList<String>();
    for (int i = dice.nextInt(1, 20); i > 0; i--) {
      headers.add(pick(HEADERS));
    }
    headers.add(keyHeader(IngestBed.WRITE_KEY));
    var bytes = HttpText.post(draft.path(), draft.json(), headers.toArray(String[]::new));
    return new FuzzRequest(Family.HEADERS, bytes, Framing.SOUND, draft.promise(), draft.json());
  }

  private FuzzRequest method() {
    var method = pick(METHODS);
    var draft = Draft.good(bodies, dice);
    var bytes =
        HttpText.request(method, draft.path(), draft.json(), keyHeader(IngestBed.WRITE_KEY));
    var framing = method.equals("HEAD") ? Framing.HEADLESS : Framing.SOUND;
    return new FuzzRequest(Family.METHODS, bytes, framing, Promise.NOTHING, NOTHING);
  }

  /** Whether an event was stored can be told only where the path is one of ours. */
  private FuzzRequest path() {
    var json = bodies.event("track").getBytes(StandardCharsets.UTF_8);
    var path =
        dice.nextInt(4) == 0
            ? "/v1/" + HttpText.visible(bodies.noise(1 + dice.nextInt(12)))
            : pick(PATHS);
    var bytes = HttpText.post(path, json, keyHeader(PIXEL_KEY));
    return new FuzzRequest(Family.PATHS, bytes, Framing.SOUND, Promise.NOTHING, NOTHING);
  }

  private FuzzRequest pixel() {
    var event = bodies.oddEvent("track").getBytes(StandardCharsets.UTF_8);
    var data = dice.nextInt(3) == 0 ? bodies.mutated(event) : event;
    var query =
        switch (dice.nextInt(3)) {
          case 0 -> "data=" + Base64.getUrlEncoder().encodeToString(data);
          case 1 -> "data=" + HttpText.visible(bodies.noise(dice.nextInt(50)));
          default -> "userId=u&event=e&properties." + HttpText.visible(bodies.noise(8)) + "=1";
        };
    var path = (dice.nextBoolean() ? "/v1/pixel/track?" : "/pixel/v1/page?") + query;
    var bytes = HttpText.request("GET", path, NOTHING, keyHeader(PIXEL_KEY));
    return new FuzzRequest(Family.PIXELS, bytes, Framing.SOUND, Promise.NOTHING, NOTHING);
  }

  private FuzzRequest encoding() {
    var draft = Draft.good(bodies, dice);
    var key = keyHeader(IngestBed.WRITE_KEY);
    var json = draft.json();
    var bytes =
        switch (dice.nextInt(5)) {
          case 0 -> HttpText.post(draft.path(), json, key, "Content-Encoding: identity");
          case 1 -> HttpText.post(draft.path(), json, key, "Content-Encoding: nonsense");
          case 2 ->
              HttpText.post(draft.path(), HttpText.deflate(json), key, "Content-Encoding: deflate");
          case 3 -> HttpText.chunked(draft.path(), HttpText.chunks(json, dice), key);
          default ->
              HttpText.post(draft.path(), HttpText.gzip(json), key, "Content-Encoding: gzip");
        };
    return new FuzzRequest(Family.ENCODINGS, bytes, Framing.SOUND, draft.promise(), json);
  }

  private FuzzRequest corrupt() {
    var draft = Draft.good(bodies, dice);
    var deflated = dice.nextInt(4) == 0;
    var packed = deflated ? HttpText.deflate(draft.json()) : HttpText.gzip(draft.json());
    var header = "Content-Encoding: " + (deflated ? "deflate" : "gzip");
    var body = dice.nextInt(8) == 0 ? draft.json() : bodies.mutated(packed);
    return last(Family.CORRUPT, HttpText.post(draft.path(), body, header, keyHeader(BROKEN_KEY)));
  }

  private FuzzRequest bomb() {
    var body = HttpText.gzipOfSpaces((5 + dice.nextInt(36)) << 20);
    var path = Draft.good(bodies, dice).path();
    return last(
        Family.BOMBS, HttpText.post(path, body, "Content-Encoding: gzip", keyHeader(BROKEN_KEY)));
  }

  private FuzzRequest chunks() {
    var draft = Draft.good(bodies, dice);
    var chunks = HttpText.chunks(draft.json(), dice);
    return broken(
        Family.CHUNKS,
        HttpText.chunked(draft.path(), bodies.mutated(chunks), keyHeader(BROKEN_KEY)));
  }

  private FuzzRequest lengths() {
    var draft = Draft.good(bodies, dice);
    int length = draft.json().length;
    var said =
        switch (dice.nextInt(9)) {
          case 0 -> "-1";
          case 1 -> "99999999999999999999";
          case 2 -> "0x10";
          case 3 -> length + "," + length;
          case 4 -> length + "\r\nContent-Length: " + (length + 1);
          case 5 -> length + "\r\nTransfer-Encoding: chunked";
          case 6 -> Integer.toString(dice.nextInt(length));
          case 7 -> Integer.toString(length + 1 + dice.nextInt(1_000));
          default -> "4194305";
        };
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HttpText.head("POST", draft.path(), keyHeader(BROKEN_KEY)));
    bytes.writeBytes(HttpText.ascii("Content-Length: " + said + "\r\n\r\n"));
    bytes.writeBytes(draft.json());
    return broken(Family.LENGTHS, bytes.toByteArray());
  }

  private FuzzRequest flood() {
    var headers = new ArrayList<String>();
    headers.add(keyHeader(BROKEN_KEY));
    if (dice.nextBoolean()) {
      headers.add("X-Long: " + "x".repeat(dice.nextInt(100_000)));
    } else {
      for (int i = dice.nextInt(2_000); i > 0; i--) {
        headers.add("X-Header-" + i + ": " + i);
      }
    }
    var draft = Draft.good(bodies, dice);
    return last(
        Family.FLOODS, HttpText.post(draft.path(), draft.json(), headers.toArray(String[]::new)));
  }

  private FuzzRequest noise() {
    var draft = Draft.good(bodies, dice);
    var good = HttpText.post(draft.path(), draft.json(), keyHeader(BROKEN_KEY));
    return broken(
        Family.NOISE,
        dice.nextInt(6) == 0 ? bodies.noise(1 + dice.nextInt(2_000)) : bodies.mutated(good));
  }

  private static FuzzRequest last(Family family, byte[] bytes) {
    return new FuzzRequest(family, bytes, Framing.LAST, Promise.NOTHING, NOTHING);
  }

  private static FuzzRequest broken(Family family, byte[] bytes) {
    return new FuzzRequest(family, bytes, Framing.BROKEN, Promise.NOTHING, NOTHING);
  }

  private static String keyHeader(String key) {
    return "X-Write-Key: " + key;
  }

  private <T> T pick(List<T> from) {
    return from.get(dice.nextInt(from.size()));
  }
}
