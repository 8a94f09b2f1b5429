package dev.tributary.ingest.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded} text. */
final class Forms {

  private static final int MOST_PARAMETERS = 1_000;

  private Forms() {}

  /**
   * The values by name, in the order of the text; empty where it is none, as after a lone {@code
   * %}.
   */
  static Optional<Map<String, List<String>>> parameters(String text) {
    try {
      return Optional.of(
          new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
              .parameters());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
