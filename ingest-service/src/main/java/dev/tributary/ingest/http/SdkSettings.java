package dev.tributary.ingest.http;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import java.util.List;

/**
 * What SDKs ask for before they send: where to send to, and that nothing keeps them from it.
 * Sources: {@code tracking-api.md} 1.10 and {@code sdk-wire.md} of the reference, recorded from
 * analytics-next 1.84 and RudderStack's analytics-js 3.34.
 */
final class SdkSettings {

  private static final Json.Obj ENABLED = Json.object("enabled", Json.Bool.TRUE);
  private static final Json EMPTY_LIST = new Json.Arr(List.of());

  private SdkSettings() {}

  /**
   * The settings of a Segment SDK.
   *
   * @param apiHost where the SDK sends to: host, port where that is not the usual one, and path
   * @param protocol http or https
   */
  static Json.Obj segment(String writeKey, String apiHost, String protocol) {
    var own =
        new ObjBuilder()
            .put("apiKey", Json.of(writeKey))
            .put("apiHost", Json.of(apiHost))
            .put("protocol", Json.of(protocol))
            .put("retryQueue", Json.Bool.TRUE)
            .put("addBundledMetadata", Json.Bool.TRUE)
            .put("unbundledIntegrations", EMPTY_LIST)
            .put("unbundledConfigIds", EMPTY_LIST)
            .put("bundledConfigIds", EMPTY_LIST)
            .put("maybeBundledConfigIds", Json.Obj.EMPTY)
            .build();
    return new ObjBuilder()
        .put("integrations", Json.object("Segment.io", own))
        .put("plan", plan())
        .put("edgeFunction", Json.Obj.EMPTY)
        .put("middlewareSettings", Json.Obj.EMPTY)
        .put("enabledMiddleware", Json.Obj.EMPTY)
        .put("remotePlugins", EMPTY_LIST)
        .put("metrics", noSamples()) // else SDKs measure themselves and tell Segment's own host
        .put("autoInstrumentationSettings", noSamples())
        .put("legacyVideoPluginsEnabled", Json.Bool.FALSE)
        .build();
  }

  /** The configuration of a RudderStack SDK: no destinations in the browser, no telemetry. */
  static Json.Obj rudderStack(String writeKey, String source) {
    var off = Json.object("enabled", Json.Bool.FALSE);
    var statistics = new ObjBuilder().put("errors", off).put("metrics", off).build();
    var own =
        new ObjBuilder()
            .put("id", Json.of(source))
            .put("name", Json.of(source))
            .put("writeKey", Json.of(writeKey))
            .put("workspaceId", Json.of("tributary"))
            .put("enabled", Json.Bool.TRUE)
            .put("config", Json.object("statsCollection", statistics))
            .put("connections", EMPTY_LIST)
            .put("destinations", EMPTY_LIST)
            .build();
    return Json.object("source", own);
  }

  private static Json.Obj plan() {
    var all = Json.object("__default", ENABLED);
    var tracks = ENABLED.with("integrations", Json.Obj.EMPTY);
    return new ObjBuilder()
        .put("track", Json.object("__default", tracks))
        .put("identify", all)
        .put("group", all)
        .build();
  }

  private static Json.Obj noSamples() {
    return Json.object("sampleRate", Json.of(0));
  }
}
