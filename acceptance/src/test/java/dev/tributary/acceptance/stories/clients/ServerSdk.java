package dev.tributary.acceptance.stories.clients;

import dev.tributary.acceptance.suite.NodeClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The SDKs for servers; each tells of one person every type of event once. */
enum ServerSdk {
  SEGMENT_JAVA("analytics-java", "3.5.4") {
    @Override
    Telling orSkip() {
      return SegmentJava::tell;
    }
  },
  RUDDER_JAVA("analytics-java", "3.1.2") {
    @Override
    Telling orSkip() {
      return RudderJava::tell;
    }
  },
  SEGMENT_NODE("@segment/analytics-node", "3.1.0") {
    @Override
    Telling orSkip() {
      return NodeClient.orSkip("segment-node.mjs", "@segment/analytics-node")::run;
    }
  },
  RUDDER_NODE("analytics-node", "3.0.13") {
    @Override
    Telling orSkip() {
      return NodeClient.orSkip("rudder-node.mjs", "@rudderstack/rudder-sdk-node")::run;
    }
  };

  /** A run of a shop's server. */
  interface Telling {

    /**
     * Returns when the SDK has done what it can.
     *
     * @return of each event {@code taken} or {@code lost}, as the SDK says
     */
    List<String> tell(String address, String writeKey, String person);
  }

  static final Duration SOON = Duration.ofSeconds(60);

  /** What it calls itself in {@code context.library}. */
  final String library;

  final String version;

  ServerSdk(String library, String version) {
    this.library = library;
    this.version = version;
  }

  /** The SDK, or the end of a test that cannot run here. */
  abstract Telling orSkip();

  /** A user id that no other story has. */
  String person(String story) {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + story;
  }
}
