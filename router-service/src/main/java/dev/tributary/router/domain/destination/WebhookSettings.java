package dev.tributary.router.domain.destination;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the connector {@code webhook}.
 *
 * @param headers added to each request, by name, in the order written
 */
public record WebhookSettings(
    Endpoint endpoint, Signing signing, Map<String, HeaderValue> headers) {

  public WebhookSettings {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
