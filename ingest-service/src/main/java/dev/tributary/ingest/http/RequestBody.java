package dev.tributary.ingest.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory, but no more than a limit. Beyond it the rest is thrown away
 * as it comes, so that the client gets to read the answer, until that too becomes too much and the
 * connection is closed.
 */
final class RequestBody {

  /** How many limits' worth of bytes are thrown away before the connection is closed. */
  private static final int PATIENCE = 8;

  private final HttpServerRequest request;
  private final int limit;
  private final Runnable whenTooLarge;

  /** The server's own: not to be written to. Most bodies come in one piece. */
  private @Nullable Buffer first;

  /** Everything so far, once there is a second piece. */
  private @Nullable Buffer body;

  private long received;
  private boolean tooLarge;

  private RequestBody(HttpServerRequest request, int limit, Runnable whenTooLarge) {
    this.request = request;
    this.limit = limit;
    this.whenTooLarge = whenTooLarge;
  }

  /**
   * Starts reading. Exactly one of the two is called, once, on the request's event loop; neither if
   * the connection breaks first.
   */
  static void read(
      HttpServerRequest request, int limit, Handler<byte[]> whenRead, Runnable whenTooLarge) {
    var reading = new RequestBody(request, limit, whenTooLarge);
    request.handler(reading::take);
    request.endHandler(_ -> {
      if (reading.tooLarge) {
        request.connection().close();
      } else {
        whenRead.handle(reading.bytes());
      }
    });
    if (announced(request) > limit) {
      reading.refuse();
    } else if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
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
    if (received > limit) {
      if (!tooLarge) {
        refuse();
      } else if (received > (long) limit * PATIENCE) {
        request.connection().close();
      }
    } else if (!tooLarge) {
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

  private void refuse() {
    tooLarge = true;
    first = null;
    body = null;
    whenTooLarge.run();
  }

  private byte[] bytes() {
    var whole = body == null ? first : body;
    return whole == null ? new byte[0] : whole.getBytes();
  }
}
