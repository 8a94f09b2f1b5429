package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.request.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes secrets out of what is kept: a destination may answer with the very headers it was sent.
 */
public record Redaction(List<String> secrets) {

  private static final String INSTEAD = "***";

  public Redaction {
    secrets = List.copyOf(secrets);
  }

  /** The text without any of the secrets. */
  public String of(String text) {
    var clean = text;
    for (var secret : secrets) {
      if (!secret.isEmpty()) {
        clean = clean.replace(secret, INSTEAD);
      }
    }
    return clean;
  }

  /** The body without any of the secrets; byte for byte the same where it holds none. */
  public Body of(Body body) {
    // Latin-1 maps every byte to one character and back, so bytes that are not text stay as they
    // are.
    var text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
    var clean = text;
    for (var secret : secrets) {
      var bytes = secret.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0) {
        clean = clean.replace(new String(bytes, StandardCharsets.ISO_8859_1), INSTEAD);
      }
    }
    return clean.equals(text) ? body : new Body(clean.getBytes(StandardCharsets.ISO_8859_1));
  }
}
