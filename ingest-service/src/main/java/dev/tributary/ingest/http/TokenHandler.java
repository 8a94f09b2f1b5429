package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.oauth.TokenIssuer;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.http.RequestBody.Bounds;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import io.netty.handler.codec.http.QueryStringDecoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Gives tokens to registered apps: client credentials by a signed assertion, as Segment's SDKs ask
 * for them (RFC 6749, 4.4 and 5; RFC 7523, 2.2).
 */
@ApplicationScoped
class TokenHandler {

  private static final int MOST_BYTES = 32_768;
  private static final int MOST_PARAMETERS = 20;
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Sources sources;
  private final TokenIssuer issuer;
  private final Answering answering;
  private final Bounds bounds;
  private final InstantSource clock = InstantSource.system();

  TokenHandler(Sources sources, TokenIssuer issuer, Answering answering, IngestConfig config) {
    this.bounds = Bounds.of(config.limits()).ofBytes(MOST_BYTES);
    this.sources = sources;
    this.issuer = issuer;
    this.answering = answering;
  }

  /** Takes a POST whose body has not been read. */
  void take(Caller caller) {
    RequestBody.read(
        caller.request(),
        bounds,
        body -> answering.sendOnce(caller, answer(new String(body, StandardCharsets.UTF_8))),
        answer -> answering.send(caller, answer));
  }

  private Answer answer(String body) {
    var form =
        new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
            .parameters();
    if (!first(form, "grant_type").equals("client_credentials")) {
      return Answer.token(400, error("unsupported_grant_type"));
    }
    if (!first(form, "client_assertion_type").equals(ASSERTION_TYPE)) {
      return Answer.token(400, error("invalid_request"));
    }
    var scope = first(form, "scope");
    if (!scope.isEmpty() && !scope.equals(TokenIssuer.SCOPE)) {
      return Answer.token(400, error("invalid_scope"));
    }
    if (!sources.areKnown()) {
      return Answer.UNAVAILABLE;
    }
    return issuer
        .issue(first(form, "client_assertion"), sources.oauths(), clock.millis())
        .map(issued ->
            Answer.token(
                200,
                new ObjBuilder()
                    .put("access_token", Json.of(issued.token()))
                    .put("token_type", Json.of("Bearer"))
                    .put("expires_in", Json.of(issued.lifetime().toSeconds()))
                    .put("scope", Json.of(TokenIssuer.SCOPE))
                    .build()))
        .orElseGet(() -> Answer.token(401, error("invalid_client")));
  }

  private static String first(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  private static Json.Obj error(String code) {
    return Json.object("error", Json.of(code));
  }
}
