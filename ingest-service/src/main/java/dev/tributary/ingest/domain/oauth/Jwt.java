package dev.tributary.ingest.domain.oauth;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Token in its compact form (RFC 7519, RFC 7515), taken apart and not yet believed.
 *
 * @param signed what is signed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Jwt(Json.Obj header, Json.Obj claims, byte[] signed, byte[] signature) {

  private static final int MOST_CHARACTERS = 16_384;

  /** Empty where the text is none. */
  static Optional<Jwt> parse(String text) {
    var parts = text.length() > MOST_CHARACTERS ? new String[0] : text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
      return object(parts[0])
          .flatMap(header ->
              object(parts[1]).map(claims -> new Jwt(header, claims, signed, decoded(parts[2]))));
    } catch (IllegalArgumentException | InvalidValue _) {
      return Optional.empty();
    }
  }

  private static Optional<Json.Obj> object(String part) {
    return JsonReader.read(new String(decoded(part), StandardCharsets.UTF_8))
            instanceof Json.Obj object
        ? Optional.of(object)
        : Optional.empty();
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  String text(String claim) {
    return claims.field(claim).orElse(Json.Null.VALUE) instanceof Json.Str(var text) ? text : "";
  }

  /** A claim that is a time, in milliseconds since the epoch; 0 where it is none. */
  long millis(String claim) {
    return claims.field(claim).orElse(Json.Null.VALUE) instanceof Json.Num(var seconds)
            && seconds.precision() - seconds.scale() <= 12
        ? seconds.longValue() * 1000
        : 0;
  }
}
