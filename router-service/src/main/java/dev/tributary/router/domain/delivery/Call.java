package dev.tributary.router.domain.delivery;

import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.Endpoint;
import dev.tributary.router.domain.payload.Body;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@code POST} of JSON to a webhook.
 *
 * @param headers those that may be seen, in dead letters for instance
 * @param hiddenHeaders those that may not: secrets, and the signature, which lets the body be sent
 *     again
 */
public record Call(
    Endpoint endpoint, Map<String, String> headers, Map<String, String> hiddenHeaders, Body body) {

  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String SIGNATURE = "X-Signature";
  public static final String DESTINATION = "X-Tributary-Destination";

  public Call {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    hiddenHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(hiddenHeaders));
  }

  /** The call that delivers a body to a destination, signed where that is asked for. */
  public static Call of(
      Destination destination, Credentials.Complete credentials, String key, Body body) {
    var headers = new LinkedHashMap<>(credentials.plainHeaders());
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Tributary");
    headers.put(IDEMPOTENCY_KEY, key);
    headers.put(DESTINATION, destination.name());
    var hidden = new LinkedHashMap<>(credentials.secretHeaders());
    switch (credentials.key()) {
      case Credentials.Key.None _ -> {}
      case Credentials.Key.Signing(var secret) ->
          hidden.put(SIGNATURE, Signature.of(secret.bytes(), body));
    }
    return new Call(destination.webhook().endpoint(), headers, hidden, body);
  }
}
