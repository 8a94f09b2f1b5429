package dev.tributary.platform.auth;

import io.grpc.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a token travels (RFC 6750): {@code Bearer <token>}, the scheme in any case. */
final class BearerToken {

  static final Metadata.Key<String> METADATA =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** The token in a header of that scheme; empty where there is none, or another scheme. */
  static Optional<String> of(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return Optional.of(header.substring(SCHEME.length()).strip());
  }

  static String header(String token) {
    return SCHEME + token;
  }
}
