package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.secret.SecretReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a definition says for one setting of its connector. */
public sealed interface SettingValue {

  /** A value that may be seen. */
  record Plain(Json value) implements SettingValue {}

  /** A value kept elsewhere. */
  record Secret(SecretReference reference) implements SettingValue {}

  /** Headers that each request carries, by name, in the order written. */
  record Headers(Map<String, HeaderValue> byName) implements SettingValue {
    public Headers {
      byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
  }
}
