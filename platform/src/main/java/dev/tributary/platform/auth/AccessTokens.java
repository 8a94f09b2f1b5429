package dev.tributary.platform.auth;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The configured tokens, and whose role one is. Keeps digests of equal length and compares each one
 * in constant time, so that the time an answer takes tells nothing about a token.
 */
@ApplicationScoped
class AccessTokens {

  static final int SAFE_LENGTH = 16;

  private static final Logger LOG = Logger.getLogger(AccessTokens.class);

  private final List<Grant> grants = new ArrayList<>();
  private final Optional<String> clientToken;

  AccessTokens(AuthConfig config) {
    var admin = token(config.adminToken(), config.adminTokenFile());
    var editor = token(config.editorToken(), config.editorTokenFile());
    var viewer = token(config.viewerToken(), config.viewerTokenFile());
    grant(Roles.ADMIN, admin, Set.of(Roles.ADMIN, Roles.EDITOR, Roles.VIEWER));
    grant(Roles.EDITOR, editor, Set.of(Roles.EDITOR, Roles.VIEWER));
    grant(Roles.VIEWER, viewer, Set.of(Roles.VIEWER));
    clientToken = config.clientToken().or(() -> viewer).or(() -> editor).or(() -> admin);
  }

  /**
   * What a token lets its bearer do; empty if it is not one of ours.
   *
   * @param token as the caller sent it
   */
  Optional<Grant> grantOf(String token) {
    var digest = digest(token);
    Optional<Grant> found = Optional.empty();
    for (var grant : grants) { // All of them, always: no early way out to measure.
      if (MessageDigest.isEqual(grant.digest, digest) && found.isEmpty()) {
        found = Optional.of(grant);
      }
    }
    return found;
  }

  /** The token this service shows to others: its own one, else the least powerful it knows. */
  Optional<String> clientToken() {
    return clientToken;
  }

  void check(@Observes StartupEvent event) {
    dangers().forEach(LOG::warn);
  }

  /** What is dangerous about the configuration: effect and remedy, never a value. */
  List<String> dangers() {
    var dangers = new ArrayList<String>();
    if (grants.isEmpty()) {
      dangers.add(
          "No access token is configured: every call to the admin API and to gRPC is refused."
              + " Set tributary.auth.admin-token-file, or TRIBUTARY_AUTH_ADMIN_TOKEN.");
    }
    for (var grant : grants) {
      if (grant.length < SAFE_LENGTH) {
        dangers.add(
            "The %s token is shorter than %d characters: it can be found by trying."
                    .formatted(grant.name, SAFE_LENGTH)
                + " Set tributary.auth.%s-token to a long random text, such as"
                    .formatted(grant.name)
                + " `openssl rand -hex 32` prints.");
      }
    }
    return List.copyOf(dangers);
  }

  private void grant(String name, Optional<String> token, Set<String> roles) {
    token.ifPresent(text -> grants.add(new Grant(name, digest(text), text.length(), roles)));
  }

  private static Optional<String> token(Optional<String> text, Optional<Path> file) {
    return file.map(AccessTokens::firstLine).or(() -> text).filter(token -> !token.isBlank());
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The token file " + file + " cannot be read", e);
    }
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The roles of whoever shows one token. */
  static final class Grant {

    private final String name;
    private final byte[] digest;
    private final int length;
    private final Set<String> roles;

    private Grant(String name, byte[] digest, int length, Set<String> roles) {
      this.name = name;
      this.digest = digest;
      this.length = length;
      this.roles = roles;
    }

    /** Of the caller, as authors are recorded. */
    String name() {
      return name;
    }

    Set<String> roles() {
      return roles;
    }
  }
}
