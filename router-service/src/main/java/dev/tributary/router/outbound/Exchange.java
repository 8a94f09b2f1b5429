package dev.tributary.router.outbound;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.router.domain.delivery.Answer;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The verdict is in the status line; of the body only the beginning is
 * kept, and a body that is long or slow is cut off with its connection.
 */
final class Exchange {

  /** Enough for what vendors say of each of a thousand deliveries. */
  static final int KEPT_BODY = 256 * 1024;

  static final int MAX_BODY = 1024 * 1024;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Buffer kept = Buffer.buffer();
  private volatile @Nullable HttpClientRequest request;
  private volatile @Nullable HttpClientResponse head;
  private long received;

  /**
   * Sends the call and waits for what comes of it, at most as long as allowed.
   *
   * @param loop on which all of it happens, the connection included: nothing is handed from one
   *     event loop to another
   */
  Answer run(
      Context loop, HttpClient client, RequestOptions options, Request call, Duration allowed) {
    loop.runOnContext(_ -> begin(client, options, call));
    try {
      return answer.get(allowed.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return cut();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return cut();
    } catch (ExecutionException e) {
      return new Answer.Unreachable(e.getCause() == null ? "failed" : reason(e.getCause()));
    }
  }

  private void begin(HttpClient client, RequestOptions options, Request call) {
    try {
      client.request(options).onSuccess(connected -> send(connected, call)).onFailure(this::broken);
    } catch (RuntimeException e) { // the client is closed; nobody else would see it here
      broken(e);
    }
  }

  private void send(HttpClientRequest connected, Request call) {
    request = connected;
    connected.exceptionHandler(this::broken);
    if (answer.isDone()) {
      connected.reset();
      return;
    }
    try {
      call.headers().forEach(connected::putHeader);
      call.hiddenHeaders().forEach(connected::putHeader);
    } catch (IllegalArgumentException _) { // a secret with a line break, for instance
      answer.complete(new Answer.Unreachable("a header has a character that HTTP does not allow"));
      connected.reset();
      return;
    }
    connected
        .send(Buffer.buffer(call.body().bytes()))
        .onSuccess(this::receive)
        .onFailure(this::broken);
  }

  private void receive(HttpClientResponse response) {
    head = response;
    response.exceptionHandler(this::broken);
    response.handler(this::take);
    response.endHandler(_ -> answered(response));
  }

  private void take(Buffer part) {
    received += part.length();
    synchronized (kept) {
      int room = KEPT_BODY - kept.length();
      if (room > 0) {
        kept.appendBuffer(part, 0, Math.min(room, part.length()));
      }
    }
    if (received > MAX_BODY) {
      cut();
    }
  }

  private void broken(Throwable failure) {
    var response = head;
    if (response != null) {
      answered(response);
    } else {
      answer.complete(new Answer.Unreachable(reason(failure)));
    }
  }

  private void answered(HttpClientResponse response) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : response.headers()) {
      headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    byte[] body;
    synchronized (kept) {
      body = kept.getBytes();
    }
    answer.complete(new Answer.Responded(response.statusCode(), headers, new Body(body)));
  }

  /** Ends it here: the status counts where one came, and the connection is closed. */
  private Answer cut() {
    var response = head;
    if (response != null) {
      answered(response);
    } else {
      answer.complete(new Answer.TimedOut());
    }
    var open = request;
    if (open != null) {
      open.reset();
    }
    return answer.join();
  }

  /** The kind of failure, never its message, which may hold what was sent or received. */
  private static String reason(Throwable failure) {
    return switch (failure) {
      case ConnectException _ -> "the connection was refused or took too long";
      case SSLException _ -> "TLS failed: the certificate or protocol does not fit";
      case HttpClosedException _ -> "the connection was closed before an answer";
      default -> "the connection broke (" + failure.getClass().getSimpleName() + ")";
    };
  }
}
