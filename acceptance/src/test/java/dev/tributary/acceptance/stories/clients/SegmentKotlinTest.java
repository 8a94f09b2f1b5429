package dev.tributary.acceptance.stories.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.kotlin.core.RequestFactory;
import com.segment.analytics.kotlin.core.Settings;
import com.segment.analytics.kotlin.core.Telemetry;
import com.segment.analytics.kotlin.core.compat.Builders;
import com.segment.analytics.kotlin.core.compat.ConfigurationBuilder;
import com.segment.analytics.kotlin.core.compat.JavaAnalytics;
import com.segment.analytics.kotlin.core.platform.plugins.StartupQueue;
import com.segment.analytics.kotlin.core.utilities.InMemoryStorageProvider;
import dev.tributary.acceptance.suite.HeardSource;
import dev.tributary.acceptance.suite.Relay;
import dev.tributary.acceptance.suite.RunningSuite;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shop's app for phones is written in Kotlin, with Segment's SDK for that. */
@ExtendWith(RunningSuite.Extension.class)
class SegmentKotlinTest {

  /** The SDK speaks HTTPS alone but for what its own hook for connections does. */
  private static final class WithoutTls extends RequestFactory {

    @Override
    public HttpURLConnection openConnection(String url) {
      return super.openConnection(url.replaceFirst("^https:", "http:"));
    }
  }

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String TOLD =
      """
      [{"type": "identify", "anonymousId": "$A", "userId": "$P",
        "traits": {"plan": "gold", "seats": 3}},
       {"type": "screen", "anonymousId": "$A", "userId": "$P", "name": "Start",
        "properties": {"tab": 1}},
       {"type": "track", "anonymousId": "$A", "userId": "$P", "event": "Order Completed",
        "properties": {"revenue": 12.5, "items": ["a", "b"]}},
       {"type": "group", "anonymousId": "$A", "userId": "$P", "groupId": "$P-firm",
        "traits": {"name": "Firm"}},
       {"type": "alias", "anonymousId": "$A", "userId": "$P-now", "previousId": "$P"}]
      """;

  @Test
  void tellsEveryEventOnceAndWhole(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "kotlin-whole")) {
      // When
      var app = app(suite.address("ingest"), source.writeKey());
      tellOf("kotlin-ann", app);

      // Then
      var events = source.exactly(5);
      var told = TOLD.replace("$A", app.anonymousId()).replace("$P", "kotlin-ann");
      assertThat(Told.in(events)).containsExactlyInAnyOrderElementsOf(Told.json(told));
      Told.haveWhatTheSdkAdds(events, "analytics-kotlin", "1.27.0");
      app.getAnalytics().shutdown();
    }
  }

  @Test
  void tellsAgainWhatItWasNotThankedForAndItCountsOnce(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "kotlin-again");
        var relay = new Relay(suite.port("ingest"))) {
      // Given
      relay.loseNextAnswer();

      // When
      var app = app(relay.address(), source.writeKey());
      tellOf("kotlin-bob", app);
      await().atMost(SOON).until(() -> source.duplicates() > 0);

      // Then
      source.exactly(5);
      var statuses = relay.posts().stream().map(Relay.Passage::status).toList();
      assertThat(statuses).startsWith(503, 200);
      assertThat(statuses.subList(1, statuses.size())).containsOnly(200);
      app.getAnalytics().shutdown();
    }
  }

  @Test
  void tellsNothingWhereItsKeyIsWrong(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "kotlin-wrong");
        var relay = new Relay(suite.port("ingest"))) {
      // When
      var app = app(relay.address(), "not-" + source.writeKey());
      tellOf("kotlin-cem", app);
      await().atMost(SOON).until(() -> !relay.posts().isEmpty());

      // Then
      assertThat(relay.posts()).allMatch(post -> post.status() == 401);
      source.nothingOf("kotlin-cem", "kotlin-cem-now");
      app.getAnalytics().shutdown();
    }
  }

  private static JavaAnalytics app(String address, String writeKey) {
    Telemetry.INSTANCE.setEnable(false); // which would go to Segment
    var host = URI.create(address).getAuthority() + "/v1";
    var configuration =
        new ConfigurationBuilder(writeKey)
            .setApplication("A shop's app")
            .setApiHost(host)
            .setCdnHost(host)
            .setRequestFactory(new WithoutTls())
            .setFlushInterval(1)
            .build();
    configuration.setStorageProvider(new InMemoryStorageProvider());
    configuration.setDefaultSettings(withoutSettings(writeKey, host));
    var app = new JavaAnalytics(configuration);
    await().atMost(SOON).until(() -> hasStarted(app));
    return app;
  }

  /** The SDK may lose for ever what it is told at the very moment in which it ends its start. */
  private static boolean hasStarted(JavaAnalytics app) throws ReflectiveOperationException {
    var queue = app.find(StartupQueue.class);
    if (queue == null) return false;
    var started = StartupQueue.class.getDeclaredField("started"); // nothing public says it
    started.setAccessible(true);
    return ((AtomicBoolean) started.get(queue)).get();
  }

  /** Where to send if no settings can be had; the SDK's own default is Segment itself. */
  private static Settings withoutSettings(String writeKey, String host) {
    var settings = new Settings();
    settings.setIntegrations(
        Builders.buildJsonObject(all ->
            all.putJsonObject(
                "Segment.io", segment -> segment.put("apiKey", writeKey).put("apiHost", host))));
    return settings;
  }

  private static void tellOf(String person, JavaAnalytics app) {
    app.identify(person, Map.of("plan", "gold", "seats", 3));
    await().atMost(SOON).until(() -> person.equals(app.userId())); // it identifies in its own time
    app.screen("Start", Map.of("tab", 1));
    app.track("Order Completed", Map.of("revenue", 12.5, "items", List.of("a", "b")));
    app.group(person + "-firm", Map.of("name", "Firm"));
    app.alias(person + "-now");
    app.flush();
  }
}
