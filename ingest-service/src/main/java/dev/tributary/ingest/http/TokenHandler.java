package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.oauth.TokenIssuer;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives tokens to registered apps: client credentials by a signed assertion, as Segment's SDKs ask
 * for them (RFC 6749, 4.4 and 5; RFC 7523, 2.2).
 */
@ApplicationScoped
class TokenHandler {

  private static final int MOST_BYTES = 32_768;
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Sources sources;
  private final TokenIssuer issuer;
  private final Answering answering;
  private final Bodies bodies;
  private final Optional<String> audience;
  private final InstantSource clock = InstantSource.system();

  TokenHandler(
      Sources sources,
      TokenIssuer issuer,
      Answering answering,
      Bodies bodies,
      IngestConfig config) {
    this.audience = config.publicUrl().map(URI::toString);
    this.bodies = bodies;
    this.sources = sources;
    this.issuer = issuer;
    this.answering = answering;
  }

  /** Takes a POST whose body has not been read. */
  void take(Caller caller) {
    bodies.read(
        caller.request(),
        MOST_BYTES,
        body -> answering.sendOnce(caller, answer(new String(body, StandardCharsets.UTF_8))),
        answer -> answering.send(caller, answer));
  }

  private Answer answer(String body) {
    var form = Forms.parameters(body).orElse(Map.of());
    var grant = first(form, "grant_type");
    if (!grant.isEmpty() && !grant.equals("client_credentials")) {
      return Answer.token(400, error("unsupported_grant_type"));
    }
    if (grant.isEmpty() || !first(form, "client_assertion_type").equals(ASSERTION_TYPE)) {
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
        .issue(first(form, "client_assertion"), sources.oauths(), audience, clock.millis())
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
