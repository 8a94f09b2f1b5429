package dev.tributary.identity.http;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** How the resources of the Profile API answer, refusals in the shape of Segment's included. */
final class ProfileResponses {

  private ProfileResponses() {}

  static RestResponse<byte[]> ok(Json body) {
    return ok(JsonText.write(body));
  }

  static RestResponse<byte[]> ok(byte[] body) {
    return respond(200, body).build();
  }

  static RestResponse<byte[]> refused(ApiError error) {
    var response = respond(error.status(), JsonText.write(error.toJson()));
    return switch (error.status()) {
      case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic").build();
      case 503 -> response.header(HttpHeaders.RETRY_AFTER, "1").build();
      default -> response.build();
    };
  }

  private static RestResponse.ResponseBuilder<byte[]> respond(int status, byte[] body) {
    return RestResponse.ResponseBuilder.<byte[]>create(status)
        .entity(body)
        .type(MediaType.APPLICATION_JSON_TYPE);
  }
}
