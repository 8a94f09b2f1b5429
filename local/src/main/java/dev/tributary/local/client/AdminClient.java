package dev.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Kind;
import dev.tributary.local.domain.PortPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The admin API of all services: each kind is asked of the service that owns it. */
public final class AdminClient {

  /** An answer; {@code body} is missing where there was none or no JSON. */
  public record Answer(int status, JsonNode body) {

    public boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  private final PortPlan ports;

  private final String token;

  public AdminClient(PortPlan ports, String token) {
    this.ports = ports;
    this.token = token;
  }

  /** Everything of a kind, or the one of that name unless {@code name} is empty. */
  public Answer get(Kind kind, String name) {
    return send(kind, request(kind, name).GET());
  }

  /** Defines it, as coming from a file. */
  public Answer put(Kind kind, String name, JsonNode document) {
    return send(
        kind,
        request(kind, name)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(document.toString())));
  }

  /** Deletes it. */
  public Answer delete(Kind kind, String name) {
    return send(kind, request(kind, name).DELETE());
  }

  private HttpRequest.Builder request(Kind kind, String name) {
    var path = "/api/v1/" + kind.plural() + (name.isEmpty() ? "" : "/" + name);
    return HttpRequest.newBuilder(URI.create(ports.http(kind.owner()) + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("X-Tributary-Origin", "file");
  }

  private Answer send(Kind kind, HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw new InvalidInput(
          "%s does not answer at %s: is the suite up? ./tributary status"
              .formatted(kind.owner().label(), ports.http(kind.owner())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInput("interrupted");
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
