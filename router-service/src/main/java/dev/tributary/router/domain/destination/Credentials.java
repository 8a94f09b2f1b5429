package dev.tributary.router.domain.destination;

import dev.tributary.router.domain.destination.HeaderValue.Plain;
import dev.tributary.router.domain.destination.HeaderValue.Secret;
import dev.tributary.router.domain.destination.Secrets.Found.Missing;
import dev.tributary.router.domain.destination.Secrets.Found.Present;
import dev.tributary.router.domain.payload.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A destination's settings with every reference looked up, or the reason why that cannot be. */
public sealed interface Credentials {

  /** Everything is there. */
  record Complete(Key key, Map<String, String> plainHeaders, Map<String, String> secretHeaders)
      implements Credentials {

    /** What must not be shown in anything that is kept. */
    public List<String> hidden() {
      var hidden = new ArrayList<>(secretHeaders.values());
      if (key instanceof Key.Signing(var secret)) {
        hidden.add(secret.text());
      }
      return hidden;
    }
  }

  /** Something is missing; nothing may be sent, above all not unsigned. */
  record Incomplete(String reason) implements Credentials {}

  /** What requests are signed with. */
  sealed interface Key {

    record None() implements Key {}

    record Signing(Body secret) implements Key {}
  }

  /** Looks everything up that the settings refer to. */
  static Credentials of(WebhookSettings settings, Secrets secrets) {
    var plain = new LinkedHashMap<String, String>();
    var secret = new LinkedHashMap<String, String>();
    for (var header : settings.headers().entrySet()) {
      switch (header.getValue()) {
        case Plain(var text) -> plain.put(header.getKey(), text);
        case Secret(var reference) -> {
          switch (secrets.find(reference)) {
            case Present(var found) when HeaderNames.fits(found.text()) ->
                secret.put(header.getKey(), found.text());
            case Present _ -> {
              return new Incomplete(reference.described() + " does not fit into a header");
            }
            case Missing(var reason) -> {
              return new Incomplete(reason);
            }
          }
        }
      }
    }
    return switch (settings.signing()) {
      case Signing.Unsigned _ -> new Complete(new Key.None(), plain, secret);
      case Signing.Signed(var reference) ->
          switch (secrets.find(reference)) {
            case Present(var found) -> new Complete(new Key.Signing(found), plain, secret);
            case Missing(var reason) -> new Incomplete(reason);
          };
    };
  }
}
