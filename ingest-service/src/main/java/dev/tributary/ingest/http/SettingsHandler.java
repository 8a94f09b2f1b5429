package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.Sources;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells SDKs what they ask for before they send: from memory alone, so that it is there while
 * Kafka, PostgreSQL and Redis are away. A write key may be asked for by anybody, as in a web page.
 */
@ApplicationScoped
class SettingsHandler {

  private static final String BEFORE_KEY = "/v1/projects/";
  private static final String AFTER_KEY = "/settings";

  private final Sources sources;
  private final Answering answering;
  private final Optional<URI> publicUrl;

  SettingsHandler(Sources sources, Answering answering, IngestConfig config) {
    this.sources = sources;
    this.answering = answering;
    this.publicUrl = config.publicUrl();
  }

  /** What a path with a write key in it asks for; null where it is none. */
  static Endpoint.@Nullable ProjectSettings endpoint(String path) {
    var whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int end = whole.length() - AFTER_KEY.length();
    return whole.startsWith(BEFORE_KEY) && whole.endsWith(AFTER_KEY) && end > BEFORE_KEY.length()
        ? new Endpoint.ProjectSettings(whole.substring(BEFORE_KEY.length(), end))
        : null;
  }

  /** What a Segment SDK asks for: where it is to send to. */
  void segment(String writeKey, Caller caller) {
    if (find(writeKey, caller).isPresent()) {
      var host = publicUrl.map(URI::getAuthority).orElseGet(() -> host(caller.request()));
      var protocol = publicUrl.map(URI::getScheme).orElseGet(caller.request()::scheme);
      tell(caller, SdkSettings.segment(writeKey, host, protocol));
    }
  }

  /** What a RudderStack SDK asks for. */
  void rudderStack(Caller caller) {
    var writeKey = WriteKeyHeaders.of(caller.request()).orElse("");
    find(writeKey, caller)
        .ifPresent(source -> tell(caller, SdkSettings.rudderStack(writeKey, source.name())));
  }

  private void tell(Caller caller, Buffer settings) {
    answering.sendToKeep(caller, Answer.settings(settings));
  }

  /** The source of a key; where there is none, or not for this page, that is answered. */
  private Optional<Source> find(String writeKey, Caller caller) {
    var source = sources.withKey(writeKey);
    if (source.isEmpty()) {
      answering.send(caller, sources.areKnown() ? Answer.NO_SETTINGS : Answer.UNAVAILABLE);
    } else if (!caller.isAllowedBy(source.get())) {
      answering.send(caller, Answer.ORIGIN_NOT_ALLOWED);
      return Optional.empty();
    }
    return source;
  }

  /** As the client called it, with its port where that is not the usual one. */
  private static String host(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null ? "" : authority.toString();
  }
}
