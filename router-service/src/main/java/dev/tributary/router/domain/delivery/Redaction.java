package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.definition.Percent;
import dev.tributary.connectors.domain.request.Body;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes secrets out of what is kept: a destination may answer with the very headers it was sent. A
 * secret is found as it is, as a part of a URL or a form, and behind {@code Bearer} and the like.
 */
public record Redaction(List<String> secrets) {

  private static final String INSTEAD = "***";

  /** Shorter words behind a blank are no tokens, and may stand anywhere. */
  private static final int LEAST_TOKEN = 8;

  public Redaction {
    secrets =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .flatMap(Redaction::spellings)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** These and others. */
  public static Redaction of(List<String> secrets, List<String> more) {
    return new Redaction(Stream.concat(secrets.stream(), more.stream()).toList());
  }

  private static Stream<String> spellings(String secret) {
    int blank = secret.indexOf(' ');
    boolean behindScheme = blank > 0 && secret.length() - blank > LEAST_TOKEN;
    var bare = behindScheme ? secret.substring(blank + 1) : secret;
    return Stream.of(
        secret,
        bare,
        Percent.encode(secret, ""),
        URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  /** The text without any of the secrets. */
  public String of(String text) {
    var clean = text;
    for (var secret : secrets) {
      clean = clean.replace(secret, INSTEAD);
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
