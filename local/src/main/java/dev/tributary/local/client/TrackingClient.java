package dev.tributary.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.domain.Backoff;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.traffic.ShopEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends batches to the tracking API as an SDK does: again and again until they are acknowledged.
 */
public final class TrackingClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final int UNAUTHORIZED = 401;

  private static final int TOO_MANY = 429;

  private static final int EMPTY_BATCH = 400;

  /** A source that was just defined is known to ingest a moment later. */
  private static final int PATIENT_TRIES = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  private final AtomicLong retries = new AtomicLong();

  private final URI address;

  private final String authorization;

  public TrackingClient(String ingest, String writeKey) {
    this.address = URI.create(ingest + "/v1/batch");
    this.authorization =
        "Basic "
            + Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns when ingest has acknowledged all events.
   *
   * @throws InvalidInput when it refuses them for a reason that waiting does not cure
   */
  public void send(List<ShopEvent> events) {
    var body = body(events);
    for (int tries = 1; ; tries++) {
      var pause = trySending(body, tries);
      if (pause.isZero()) {
        return;
      }
      retries.incrementAndGet();
      sleep(pause);
    }
  }

  /**
   * Returns when ingest knows the write key. Asked with an empty batch, of which nothing is kept: a
   * key that is not known is refused before anything else is looked at.
   *
   * @throws InvalidInput when it does not come to know it
   */
  public void awaitKnown() {
    var deadline = Instant.now().plus(KNOWN_WITHIN);
    while (status("{\"batch\":[]}") != EMPTY_BATCH) {
      if (Instant.now().isAfter(deadline)) {
        throw new InvalidInput(
            "ingest does not know the demo's source: ./tributary logs ingest tells more");
      }
      sleep(LOOK_EVERY);
    }
  }

  /** How many times a batch had to be sent again. */
  public long retries() {
    return retries.get();
  }

  /** Zero when the batch was taken, else how long to wait before the next try. */
  private Duration trySending(String body, int tries) {
    try {
      var response = post(body);
      var status = response.statusCode();
      if (status == 200) {
        return Duration.ZERO;
      }
      if (status >= 500
          || status == TOO_MANY
          || (status == UNAUTHORIZED && tries < PATIENT_TRIES)) {
        return response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,3}"))
            .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))))
            .orElse(Backoff.after(tries));
      }
      throw new InvalidInput(
          "ingest refuses the demo's events with HTTP "
              + status
              + (status == UNAUTHORIZED
                  ? ": is its source defined? ./tributary apply -f examples/shop"
                  : ": " + response.body()));
    } catch (IOException e) {
      return Backoff.after(tries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInput("interrupted");
    }
  }

  /** What a body is answered with; 0 where there was no answer. */
  private int status(String body) {
    try {
      return post(body).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInput("interrupted");
    }
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String body(List<ShopEvent> events) {
    try {
      return JSON.writeValueAsString(
          Map.of("batch", events.stream().map(ShopEvent::toJson).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the demo's events are plain maps", e);
    }
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInput("interrupted");
    }
  }
}
