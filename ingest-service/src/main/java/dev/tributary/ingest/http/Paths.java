package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.source.PathAlias;
import dev.tributary.ingest.domain.source.Sources;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint a path is. Most are always the same; some have a write key or a file's name in
 * them; and below a path alias of a source stand all of them once more, under names that say
 * nothing, as if the request had brought the source's write key.
 */
final class Paths {

  /** RudderStack's users put its paths below this one behind a proxy of theirs. */
  private static final String RUDDER = "/rudder";

  private static final String WEBHOOKS = "/v1/webhooks/";
  private static final String PROJECTS = "/v1/projects/";
  private static final String SETTINGS = "/settings";
  private static final String ANALYTICS = "/analytics.js/v1/";
  private static final String SCRIPT = "/analytics.min.js";
  private static final String BUNDLES = "/analytics-next/bundles/";
  private static final String ALIASED_SCRIPT = "/script.js";
  private static final String PARTS = "/parts/";

  private final Map<String, Endpoint> fixed = Endpoint.byPath();
  private final Sources sources;

  Paths(Sources sources) {
    this.sources = sources;
  }

  /** An endpoint, and the write key that its path stands for. */
  record Found(Endpoint endpoint, @Nullable String writeKey) {}

  /** Null where the path is none of the tracking API's. */
  @Nullable Found find(HttpMethod method, String path) {
    var endpoint = own(path);
    if (endpoint != null) {
      return new Found(endpoint, null);
    }
    int slash = path.indexOf('/', 1);
    return slash < 0 ? null : belowAlias(method, path.substring(1, slash), path.substring(slash));
  }

  private @Nullable Endpoint own(String path) {
    var known = fixed.get(path);
    if (known != null) {
      return known;
    }
    if (path.startsWith(RUDDER + "/")) {
      return fixed.get(path.substring(RUDDER.length()));
    }
    var whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    var project = between(PROJECTS, whole, SETTINGS);
    if (project != null) {
      return new Endpoint.ProjectSettings(project, "/v1");
    }
    if (whole.startsWith(WEBHOOKS)) {
      int slash = whole.indexOf('/', WEBHOOKS.length());
      return slash < 0
          ? new Endpoint.Webhook(whole.substring(WEBHOOKS.length()), "")
          : new Endpoint.Webhook(
              whole.substring(WEBHOOKS.length(), slash), whole.substring(slash + 1));
    }
    var script = between(ANALYTICS, path, SCRIPT);
    if (script != null) {
      return new Endpoint.Script(script, "");
    }
    return path.startsWith(BUNDLES)
        ? new Endpoint.ScriptPart(path.substring(BUNDLES.length()))
        : null;
  }

  private @Nullable Found belowAlias(HttpMethod method, String alias, String rest) {
    var key = sources.keyOfPath(alias);
    if (key.isEmpty()) { // Told 404, SDKs would throw away what they may send a moment later.
      return sources.areKnown() || !PathAlias.isOne(alias)
          ? null
          : new Found(new Endpoint.NotYetKnown(method), null);
    }
    var endpoint = aliased("/" + alias, rest, key.get());
    return endpoint == null ? null : new Found(endpoint, key.get());
  }

  private @Nullable Endpoint aliased(String alias, String rest, String writeKey) {
    if (rest.equals(ALIASED_SCRIPT)) {
      return new Endpoint.Script(writeKey, alias);
    }
    if (rest.equals(SETTINGS)) {
      return new Endpoint.ProjectSettings(writeKey, alias);
    }
    if (rest.startsWith(PARTS)) {
      return new Endpoint.ScriptPart(rest.substring(PARTS.length()));
    }
    var inShort = fixed.get("/v1" + rest);
    return inShort == null ? fixed.get(rest) : inShort;
  }

  private static @Nullable String between(String start, String path, String end) {
    int last = path.length() - end.length();
    return path.startsWith(start) && path.endsWith(end) && last > start.length()
        ? path.substring(start.length(), last)
        : null;
  }
}
