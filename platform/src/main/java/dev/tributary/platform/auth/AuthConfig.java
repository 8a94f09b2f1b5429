package dev.tributary.platform.auth;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bearer tokens that callers may show, one for each role. Where both a token and its file are
 * given, the file wins. A role without a token cannot be taken by anybody.
 */
@ConfigMapping(prefix = "tributary.auth")
public interface AuthConfig {

  /** Whoever shows it is an admin. */
  Optional<String> adminToken();

  /** File whose first line is the admin token. */
  Optional<Path> adminTokenFile();

  /** Whoever shows it is an editor. */
  Optional<String> editorToken();

  /** File whose first line is the editor token. */
  Optional<Path> editorTokenFile();

  /** Whoever shows it is a viewer. */
  Optional<String> viewerToken();

  /** File whose first line is the viewer token. */
  Optional<Path> viewerTokenFile();

  /** Token this service shows when it calls another one by gRPC; without it the best one above. */
  Optional<String> clientToken();
}
