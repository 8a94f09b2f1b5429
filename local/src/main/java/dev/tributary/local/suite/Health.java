package dev.tributary.local.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;

/** Asks parts whether they are ready. */
public final class Health {

  /** A part's answer; {@code why} is empty for one that is ready. */
  public record Answer(boolean ready, String why) {}

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** A service is asked for its readiness, a server whether it answers at all. */
  public Answer of(Part part, PortPlan ports) {
    if (part.isService()) {
      return service(URI.create(ports.http(part) + "/q/health/ready"));
    }
    var answers = Ports.answers(ports.of(part));
    return new Answer(answers, answers ? "" : "does not answer");
  }

  private Answer service(URI address) {
    try {
      var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? new Answer(true, "")
          : new Answer(false, failing(response.body()));
    } catch (IOException e) {
      return new Answer(false, "does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    }
  }

  /** The names of the checks that are down. */
  private static String failing(String body) throws IOException {
    var names = new ArrayList<String>();
    for (JsonNode check : JSON.readTree(body).path("checks")) {
      if (!check.path("status").asText().equals("UP")) {
        names.add(check.path("name").asText());
      }
    }
    return names.isEmpty() ? "not ready" : "waits for: " + String.join(", ", names);
  }
}
