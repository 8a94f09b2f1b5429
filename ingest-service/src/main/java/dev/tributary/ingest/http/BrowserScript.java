package dev.tributary.ingest.http;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The script of a web page: Segment's own browser SDK, between a few lines that give it the
 * source's settings and say where it came from. So it asks for no settings, and sends to where it
 * was loaded from, whatever host or proxy that was. Source: npm, {@code @segment/analytics-next},
 * {@code dist/umd}.
 */
final class BrowserScript {

  private static final String FILES = "/analytics-next/dist/umd/";
  private static final String BUNDLES = "/analytics-next/bundles/";

  private static final String BEFORE = text("/browser/before.js");
  private static final String SDK = text(FILES + "index.js").replaceAll("//# sourceMapping.*", "");
  private static final String AFTER = text("/browser/after.js");

  private BrowserScript() {}

  /**
   * The script that a page loads.
   *
   * @param path before every path that the script calls, or empty
   * @param publicUrl where clients reach this service, where that is configured
   */
  static String of(String writeKey, String path, Optional<URI> publicUrl) {
    var own = publicUrl.map(url -> origin(url.getScheme(), url.getAuthority())).orElse("null");
    var settings = JsonText.write(SdkSettings.segment(writeKey, "", "https"));
    var pathText = quoted(path);
    var before = BEFORE.replace("@PUBLIC_URL@", own).replace("@PATH@", pathText);
    var after =
        AFTER
            .replace("@SETTINGS@", new String(settings, StandardCharsets.UTF_8))
            .replace("@API@", path.isEmpty() ? "\"/v1\"" : pathText)
            .replace("@WRITE_KEY@", quoted(writeKey))
            .replace("@PATH@", pathText);
    var sdk = path.isEmpty() ? SDK : SDK.replace(BUNDLES, "/parts/");
    return before + sdk + after;
  }

  /** A part that the script loads when it needs it; empty where there is none of the name. */
  static Optional<String> part(String name) {
    boolean isOne = name.contains(".bundle.") && name.endsWith(".js") && name.indexOf('/') < 0;
    return isOne && BrowserScript.class.getResource(FILES + name) != null
        ? Optional.of(text(FILES + name))
        : Optional.empty();
  }

  /** As the expression in the script finds it: the whole, the protocol and the host. */
  private static String origin(String protocol, String host) {
    return "[0," + quoted(protocol) + "," + quoted(host) + "]";
  }

  private static String quoted(String text) {
    return new String(JsonText.write(Json.of(text)), StandardCharsets.UTF_8)
        .replace("<", "\\u003c");
  }

  private static String text(String file) {
    try (var stream = BrowserScript.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing in this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
