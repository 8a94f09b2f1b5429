package dev.tributary.connectors.domain.auth;

import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.platform.domain.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an exchange gave.
 *
 * @param base the URL to call from now on, where the answer names one
 * @param until when it is to be renewed
 */
public record Token(String value, Optional<String> base, Instant until) {

  private static final Duration UNSAID = Duration.ofMinutes(30);
  private static final Duration EARLY = Duration.ofSeconds(60);

  /**
   * Reads an exchange's answer (RFC 6749, 5.1); empty where it is none that gives a token.
   *
   * @param baseField the field that names the URL to call
   */
  public static Optional<Token> read(Seen seen, Optional<String> baseField, Instant now) {
    if (seen.status() < 200
        || seen.status() >= 300
        || !(seen.asJson().field("body").orElse(Json.Null.VALUE) instanceof Json.Obj body)
        || !(body.field("access_token").orElse(Json.Null.VALUE) instanceof Json.Str(var value))
        || value.isEmpty()) {
      return Optional.empty();
    }
    var base =
        baseField
            .flatMap(body::field)
            .filter(field -> field instanceof Json.Str)
            .map(field -> ((Json.Str) field).value());
    var life =
        body.field("expires_in").orElse(Json.Null.VALUE) instanceof Json.Num(var seconds)
            ? Duration.ofSeconds(Math.clamp(seconds.longValue(), 1, 86_400))
            : UNSAID;
    var kept = life.compareTo(EARLY.multipliedBy(2)) > 0 ? life.minus(EARLY) : life.dividedBy(2);
    return Optional.of(new Token(value, base, now.plus(kept)));
  }
}
