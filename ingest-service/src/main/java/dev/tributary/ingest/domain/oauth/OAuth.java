package dev.tributary.ingest.domain.oauth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HexFormat;
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
  public record App(String id, Map<String, Key> keys) {

    public App {
      keys = Map.copyOf(keys);
    }
  }

  /**
   * A public key of an app.
   *
   * @param print names the key itself, whatever its id
   */
  public record Key(RSAPublicKey key, String print) {

    static Key of(RSAPublicKey key) {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return new Key(key, HexFormat.of().formatHex(digest, 0, 16));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JDK has it
      }
    }
  }

  /**
   * Whether a token of ours lets its bearer send: its app and the key it was given for are here.
   */
  public boolean admits(TokenIssuer.Bearer bearer) {
    return bearer.lifetime().compareTo(lifetime) <= 0
        && apps.stream()
            .filter(app -> app.id().equals(bearer.app()))
            .flatMap(app -> app.keys().values().stream())
            .anyMatch(key -> key.print().equals(bearer.keyPrint()));
  }
}
