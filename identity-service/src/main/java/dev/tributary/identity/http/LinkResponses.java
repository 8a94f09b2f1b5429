package dev.tributary.identity.http;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * How the resources of entities, links and events answer, refusals in the shape of Segment's
 * included.
 */
final class LinkResponses {

  private LinkResponses() {}

  static RestResponse<byte[]> ok(Json body) {
    return respond(200, body).build();
  }

  static RestResponse<byte[]> refused(ApiError error) {
    var response = respond(error.status(), error.toJson());
    return switch (error.status()) {
      case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic").build();
      case 503 -> response.header(HttpHeaders.RETRY_AFTER, "1").build();
      default -> response.build();
    };
  }

  private static RestResponse.ResponseBuilder<byte[]> respond(int status, Json body) {
    return RestResponse.ResponseBuilder.<byte[]>create(status)
        .entity(JsonText.write(body))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Request-Id", UUID.randomUUID());
  }
}
