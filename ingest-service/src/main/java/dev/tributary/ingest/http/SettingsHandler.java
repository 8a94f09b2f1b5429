package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/**
 * Tells SDKs what they ask for before they send: from memory alone, so that it is there while
 * Kafka, PostgreSQL and Redis are away. A write key may be asked for by anybody, as in a web page.
 */
@ApplicationScoped
class SettingsHandler {

  private final Sources sources;
  private final Answering answering;
  private final Optional<URI> publicUrl;

  SettingsHandler(Sources sources, Answering answering, IngestConfig config) {
    this.sources = sources;
    this.answering = answering;
    this.publicUrl = config.publicUrl();
  }

  /**
   * What a Segment SDK asks for: where it is to send to.
   *
   * @param path that it is to send below
   */
  void segment(String writeKey, String path, Caller caller) {
    if (find(writeKey, caller).isPresent()) {
      var host = publicUrl.map(URI::getAuthority).orElseGet(caller::host);
      var protocol = publicUrl.map(URI::getScheme).orElseGet(caller::protocol);
      tell(caller, SdkSettings.segment(writeKey, host + path, protocol));
    }
  }

  /** What a RudderStack SDK asks for. */
  void rudderStack(Caller caller) {
    var writeKey = caller.writeKey().orElse("");
    find(writeKey, caller)
        .ifPresent(source -> tell(caller, SdkSettings.rudderStack(writeKey, source.name())));
  }

  private void tell(Caller caller, Json.Obj settings) {
    answering.sendToKeep(caller, Answer.settings(Buffer.buffer(JsonText.write(settings))));
  }

  /** The source of a key; where there is none, or not for this page, that is answered. */
  Optional<Source> find(String writeKey, Caller caller) {
    var source = sources.withKey(writeKey);
    if (source.isEmpty()) {
      answering.send(caller, sources.areKnown() ? Answer.NO_SETTINGS : Answer.UNAVAILABLE);
    } else if (!caller.isAllowedBy(source.get())) {
      answering.send(caller, Answer.ORIGIN_NOT_ALLOWED);
      return Optional.empty();
    }
    return source;
  }
}
