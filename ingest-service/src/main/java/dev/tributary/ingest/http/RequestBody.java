package dev.tributary.ingest.http;

import dev.tributary.ingest.http.Inflating.Inflated;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory, inflated, but no more than a limit. Beyond it the rest is
 * thrown away as it comes, so that the client gets to read the answer, until that too becomes too
 * much and the connection is closed. A body that takes longer than anybody's is not waited for.
 */
final class RequestBody {

  private static final Logger LOG = Logger.getLogger(RequestBody.class);

  /** How many limits' worth of bytes are thrown away before the connection is closed. */
  private static final int PATIENCE = 8;

  private final HttpServerRequest request;
  private final int limit;
  private final Bodies bodies;
  private final Consumer<Answer> whenRefused;

  /** The server's own: not to be written to. Most bodies come in one piece. */
  private @Nullable Buffer first;

  /** Everything so far, once there is a second piece. */
  private @Nullable Buffer body;

  /** What the header says of its length; 0 where it says nothing. */
  private final long announced;

  private long received;

  /** Bytes in memory, as {@link Bodies} counts them. */
  private long held;

  /** The client has its answer, or has gone. */
  private boolean over;

  /** Of the timer that runs while a body comes in pieces; -1 where none does. */
  private long timer = -1;

  private RequestBody(
      HttpServerRequest request, int limit, Bodies bodies, Consumer<Answer> whenRefused) {
    this.request = request;
    this.limit = limit;
    this.bodies = bodies;
    this.whenRefused = whenRefused;
    this.announced = announced(request);
  }

  /**
   * Starts reading. Exactly one of the two is called, once, on the request's event loop; neither if
   * the connection breaks first.
   *
   * @param limit of bytes, as they come and inflated
   * @param whenRefused told the answer
   */
  static void read(
      HttpServerRequest request,
      int limit,
      Bodies bodies,
      Handler<byte[]> whenRead,
      Consumer<Answer> whenRefused) {
    var reading = new RequestBody(request, limit, bodies, whenRefused);
    request.exceptionHandler(_ -> reading.letGo());
    request.handler(reading::take);
    request.endHandler(_ -> reading.end(whenRead));
    if (reading.announced > limit) {
      reading.refuse(Answer.tooLarge(limit));
    } else if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  private void end(Handler<byte[]> whenRead) {
    if (over) {
      hangUp();
      return;
    }
    var whole = bytes();
    letGo();
    try {
      switch (Inflating.inflate(request.getHeader(HttpHeaders.CONTENT_ENCODING), whole, limit)) {
        case Inflated.Whole(var bytes) -> whenRead.handle(bytes);
        case Inflated.TooLarge _ -> whenRefused.accept(Answer.tooLarge(limit));
        case Inflated.Broken _ -> whenRefused.accept(Answer.BROKEN_ENCODING);
        case Inflated.Unknown _ -> whenRefused.accept(Answer.UNKNOWN_ENCODING);
      }
    } catch (RuntimeException e) { // The outermost frame: a fault of ours is never silence.
      LOG.error("A body could not be taken for a reason nobody thought of; it is answered 503", e);
      whenRefused.accept(Answer.FAILED);
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
    if (timer < 0 && isMoreToCome()) {
      timer = vertx().setTimer(bodies.withinMillis(), _ -> giveUp());
    }
    if (received > (long) limit * PATIENCE) {
      hangUp();
    } else if (over) {
      return;
    } else if (received > limit) {
      refuse(Answer.tooLarge(limit));
    } else if (bodies.take(chunk.length())) {
      held += chunk.length();
      append(chunk);
    } else {
      refuse(Answer.OVERLOADED);
    }
  }

  /** Of a chunked body nobody says how long it is. */
  private boolean isMoreToCome() {
    return announced == 0 || received < announced;
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

  /** The connection is closed where the body ends: the client must not send another request. */
  private void refuse(Answer answer) {
    over = true;
    forget();
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    whenRefused.accept(answer);
  }

  private void giveUp() {
    timer = -1;
    if (!over) {
      refuse(Answer.TOO_SLOW);
    }
    hangUp();
  }

  /** What was read has been taken, or nobody waits for it any more. */
  private void letGo() {
    over = true;
    forget();
    cancelTimer();
  }

  private void forget() {
    first = null;
    body = null;
    bodies.giveBack(held);
    held = 0;
  }

  /** Other requests of the same client may share an HTTP/2 connection. */
  private void hangUp() {
    cancelTimer();
    if (request.version() == HttpVersion.HTTP_2) {
      var _ = request.response().reset();
    } else {
      var _ = request.connection().close();
    }
  }

  private void cancelTimer() {
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
