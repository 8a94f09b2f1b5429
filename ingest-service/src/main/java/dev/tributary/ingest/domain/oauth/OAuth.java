package dev.tributary.ingest.domain.oauth;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who may send to a source by token.
 *
 * @param required whether a write key alone is not enough
 * @param lifetime of tokens
 * @param apps at least one
 */
public record OAuth(boolean required, Duration lifetime, List<App> apps) {

  public OAuth {
    apps = List.copyOf(apps);
  }

  /**
   * A registered client.
   *
   * @param keys by their ids; any may sign its assertions
   */
  public record App(String id, Map<String, RSAPublicKey> keys) {

    public App {
      keys = Map.copyOf(keys);
    }
  }

  /** Whether an app of this id may send. */
  public boolean knows(String appId) {
    return apps.stream().anyMatch(app -> app.id().equals(appId));
  }
}
