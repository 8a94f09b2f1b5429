package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.http.Inflating.Inflated;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory, inflated, but no more than a limit. Beyond it the rest is
 * thrown away as it comes, so that the client gets to read the answer, until that too becomes too
 * much and the connection is closed. A body that takes longer than anybody's is not waited for.
 */
final class RequestBody {

  /** How many limits' worth of bytes are thrown away before the connection is closed. */
  private static final int PATIENCE = 8;

  private final HttpServerRequest request;
  private final Bounds bounds;
  private final int limit;
  private final Consumer<Answer> whenRefused;

  /** The server's own: not to be written to. Most bodies come in one piece. */
  private @Nullable Buffer first;

  /** Everything so far, once there is a second piece. */
  private @Nullable Buffer body;

  private long received;
  private boolean refused;

  /** Of the timer that runs while a body comes in pieces; -1 where none does. */
  private long timer = -1;

  private RequestBody(HttpServerRequest request, Bounds bounds, Consumer<Answer> whenRefused) {
    this.request = request;
    this.bounds = bounds;
    this.limit = bounds.bytes();
    this.whenRefused = whenRefused;
  }

  /**
   * How much of a body is taken.
   *
   * @param bytes as they come, and inflated
   * @param withinMillis how long a body that comes in pieces may take
   */
  record Bounds(int bytes, long withinMillis) {

    static Bounds of(IngestConfig.LimitsConfig limits) {
      return new Bounds(limits.requestBytes(), limits.bodyWithin().toMillis());
    }

    /** The same for what is smaller than events. */
    Bounds ofBytes(int fewer) {
      return new Bounds(fewer, withinMillis);
    }
  }

  /**
   * Starts reading. Exactly one of the two is called, once, on the request's event loop; neither if
   * the connection breaks first.
   *
   * @param whenRefused told the answer
   */
  static void read(
      HttpServerRequest request,
      Bounds bounds,
      Handler<byte[]> whenRead,
      Consumer<Answer> whenRefused) {
    var reading = new RequestBody(request, bounds, whenRefused);
    request.handler(reading::take);
    request.endHandler(_ -> reading.end(whenRead));
    if (announced(request) > bounds.bytes()) {
      reading.refuse(Answer.tooLarge(bounds.bytes()));
    } else if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  private void end(Handler<byte[]> whenRead) {
    cancel();
    if (refused) {
      request.connection().close();
      return;
    }
    var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    switch (Inflating.inflate(encoding, bytes(), limit)) {
      case Inflated.Whole(var bytes) -> whenRead.handle(bytes);
      case Inflated.TooLarge _ -> whenRefused.accept(Answer.tooLarge(limit));
      case Inflated.Broken _ -> whenRefused.accept(Answer.BROKEN_ENCODING);
      case Inflated.Unknown _ -> whenRefused.accept(Answer.UNKNOWN_ENCODING);
    }
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE; // more digits than a length can have
    }
  }

  private void take(Buffer chunk) {
    received += chunk.length();
    if (timer < 0 && received < announced(request)) {
      timer = vertx().setTimer(bounds.withinMillis(), _ -> giveUp());
    }
    if (received > limit) {
      if (!refused) {
        refuse(Answer.tooLarge(limit));
      } else if (received > (long) limit * PATIENCE) {
        request.connection().close();
      }
    } else if (!refused) {
      append(chunk);
    }
  }

  private void append(Buffer chunk) {
    if (first == null) {
      first = chunk;
      return;
    }
    var known = body;
    if (known == null) {
      known = Buffer.buffer(4 * first.length()).appendBuffer(first);
      body = known;
    }
    known.appendBuffer(chunk);
  }

  private void refuse(Answer answer) {
    refused = true;
    first = null;
    body = null;
    whenRefused.accept(answer);
  }

  private void giveUp() {
    timer = -1;
    if (!refused) {
      refuse(Answer.TOO_SLOW);
    }
    request.connection().close();
  }

  private void cancel() {
    if (timer >= 0) {
      var _ = vertx().cancelTimer(timer);
      timer = -1;
    }
  }

  private static Vertx vertx() {
    return Objects.requireNonNull(Vertx.currentContext(), "not on an event loop").owner();
  }

  private byte[] bytes() {
    var whole = body == null ? first : body;
    return whole == null ? new byte[0] : whole.getBytes();
  }
}
