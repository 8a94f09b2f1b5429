package dev.tributary.acceptance.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Sends batches as a careful SDK does: the same bytes again until they are acknowledged. */
public final class Sender {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  public Sender(int ingestPort) {
    this.address = URI.create("http://127.0.0.1:" + ingestPort + "/v1/batch");
  }

  /** Returns when a batch was answered 200; any answer but 200 and 503 is an error. */
  public void send(String batch) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(15))
            .POST(HttpRequest.BodyPublishers.ofString(batch))
            .build();
    var deadline = Instant.now().plus(PATIENCE);
    while (!acknowledged(request)) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("ingest took nothing for " + PATIENCE);
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private boolean acknowledged(HttpRequest request) throws InterruptedException {
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> {
          if (answer.body().contains("rejected")) {
            throw new AssertionError("rejected: " + answer.body());
          }
          yield true;
        }
        case 503 -> false;
        default -> throw new AssertionError(answer.statusCode() + " " + answer.body());
      };
    } catch (IOException _) {
      return false; // the service is away: what an SDK retries
    }
  }
}
