package dev.tributary.acceptance.stories.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.Browser;
import dev.tributary.acceptance.suite.HeardSource;
import dev.tributary.acceptance.suite.Relay;
import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A shop's pages tell what their visitors do, with Segment's SDK for browsers as ingest serves it,
 * in a real browser.
 */
@ExtendWith(RunningSuite.Extension.class)
class BrowserSdkTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path PAGE =
      Path.of(System.getProperty("tributary.root"), "acceptance", "clients", "shop.html");

  /** As the SDK's settings may say: events wait for others, here for longer than any visit. */
  private static final String IN_BATCHES =
      """
      {integrations: {'Segment.io': {deliveryStrategy: {
         strategy: 'batching', config: {size: 100, timeout: 600000}}}}}
      """;

  private static final String TELLING =
      """
      analytics.identify('$P', {plan: 'gold', seats: 3});
      analytics.page('Home');
      analytics.track('Order Completed', {revenue: 12.5, items: ['a', 'b']});
      analytics.screen('Start', {tab: 1});
      analytics.group('$P-firm', {name: 'Firm'});
      """;

  private static final String TOLD =
      """
      [{"type": "identify", "anonymousId": "$A", "userId": "$P",
        "traits": {"plan": "gold", "seats": 3}},
       {"type": "page", "anonymousId": "$A", "userId": "$P", "name": "Home",
        "properties": {"name": "Home", "path": "/", "referrer": "", "search": "",
          "title": "A shop", "url": "$URL"}},
       {"type": "track", "anonymousId": "$A", "userId": "$P", "event": "Order Completed",
        "properties": {"revenue": 12.5, "items": ["a", "b"]}},
       {"type": "screen", "anonymousId": "$A", "userId": "$P", "name": "Start",
        "properties": {"tab": 1}},
       {"type": "group", "anonymousId": "$A", "userId": "$P", "groupId": "$P-firm",
        "traits": {"name": "Firm"}}]
      """;

  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.orSkip();
  }

  @AfterAll
  static void end() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsEveryEventOnceAndWhole(boolean ofTheSameOrigin, RunningSuite suite) throws Exception {
    var person = ofTheSameOrigin ? "web-same-origin" : "web-other-origin";
    try (var source = HeardSource.of(suite, person);
        var shop = new Relay(suite.port("ingest"))) {
      // Given
      var site = shop.address(person + ".example");
      var events = ofTheSameOrigin ? site : suite.address("ingest");
      shop.page("/", page(events, source.writeKey(), "{}", TELLING.replace("$P", person)));

      // When
      browser.open(site + "/");

      // Then
      var heard = source.exactly(5);
      var told =
          TOLD.replace("$A", anonymousId(heard)).replace("$P", person).replace("$URL", site + "/");
      assertThat(Told.in(heard)).containsExactlyInAnyOrderElementsOf(Told.json(told));
      Told.haveWhatTheSdkAdds(heard, "analytics.js", "next-1.84.3");
      assertThat(heard)
          .allSatisfy(event -> {
            assertThat(event.text("context.page.url")).isEqualTo(site + "/");
            assertThat(event.text("context.userAgent")).contains("Chrome/");
          });
      assertThat(shop.posts().isEmpty()).isEqualTo(!ofTheSameOrigin);
    }
  }

  @Test
  void tellsWhatWaitedWhenItsTabIsClosed(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "web-closed");
        var shop = new Relay(suite.port("ingest"))) {
      // Given
      var ordering =
          """
          for (const order of [1, 2, 3]) analytics.track('Ordered', {order});
          analytics.track('Ordered', {order: 4}, {}, () => fetch('/ordered'));
          """;
      shop.page("/", page(suite.address("ingest"), source.writeKey(), IN_BATCHES, ordering));
      shop.page("/ordered", "");
      var tab = browser.open(shop.address("web-closed.example") + "/");
      await().atMost(SOON).until(() -> shop.passed("/ordered"));

      // When
      browser.closeTab(tab);

      // Then
      assertThat(source.exactly(4))
          .extracting(event -> event.text("properties.order"))
          .containsExactlyInAnyOrder("1", "2", "3", "4");
    }
  }

  @Test
  void tellsWhatWaitedWhenThePageIsLeft(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "web-left");
        var shop = new Relay(suite.port("ingest"))) {
      // Given
      var events = suite.address("ingest");
      var leaving = "analytics.track('Left', {}, {}, () => { location.href = '/next'; });";
      shop.page("/", page(events, source.writeKey(), IN_BATCHES, leaving));
      shop.page("/next", page(events, source.writeKey(), "{}", "analytics.track('Came');"));

      // When
      browser.open(shop.address("web-left.example") + "/");

      // Then
      assertThat(source.exactly(2))
          .extracting(event -> event.text("event"))
          .containsExactlyInAnyOrder("Left", "Came");
    }
  }

  @Test
  void waitsAsLongAsItIsAskedTo(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "web-asked-to-wait");
        var shop = new Relay(suite.port("ingest"));
        var events = new Relay(suite.port("ingest"))) {
      // Given
      events.refuseNext(
          429,
          Map.of(
              "Retry-After", List.of("2"),
              "Access-Control-Allow-Origin", List.of("*"),
              "Access-Control-Expose-Headers", List.of("Retry-After")));
      var ordering = "analytics.track('Ordered')";
      shop.page("/", page(events.address(), source.writeKey(), "{}", ordering));

      // When
      browser.open(shop.address("web-asked-to-wait.example") + "/");

      // Then
      source.exactly(1);
      var posts = events.posts();
      assertThat(posts).extracting(Relay.Passage::status).containsExactly(429, 200);
      assertThat(Duration.ofNanos(posts.get(1).atNanos() - posts.get(0).atNanos()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(source.duplicates()).isZero();
    }
  }

  @Test
  void tellsAgainWhatItWasNotThankedForAndItCountsOnce(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "web-again");
        var shop = new Relay(suite.port("ingest"));
        var events = new Relay(suite.port("ingest"))) {
      // Given
      events.loseNextAnswer();
      var ordering = "analytics.track('Ordered')";
      shop.page("/", page(events.address(), source.writeKey(), "{}", ordering));

      // When
      browser.open(shop.address("web-again.example") + "/");
      await().atMost(SOON).until(() -> events.posts().size() == 2);

      // Then
      source.exactly(1);
      assertThat(events.posts()).extracting(Relay.Passage::status).containsExactly(503, 200);
      assertThat(events.posts()).extracting(Relay.Passage::retryCount).containsExactly("", "1");
      assertThat(source.duplicates()).isEqualTo(1);
    }
  }

  @Test
  void leavesThePageAloneWhereItsKeyIsWrong(RunningSuite suite) throws Exception {
    try (var source = HeardSource.of(suite, "web-wrong");
        var shop = new Relay(suite.port("ingest"))) {
      // Given
      var site = shop.address("web-wrong.example");
      var ordering =
          """
          analytics.identify('web-wrong');
          analytics.track('Ordered');
          addEventListener('load', () => fetch('/ordered'));
          """;
      shop.page("/", page(site, "not-" + source.writeKey(), "{}", ordering));
      shop.page("/ordered", "");

      // When
      browser.open(site + "/");

      // Then
      await().atMost(SOON).until(() -> shop.passed("/ordered"));
      assertThat(shop.posts()).isEmpty();
      source.nothingOf("web-wrong");
    }
  }

  private static String page(String events, String writeKey, String options, String script)
      throws IOException {
    return Files.readString(PAGE)
        .replace("$HOST", events)
        .replace("$KEY", writeKey)
        .replace("$OPTIONS", options)
        .replace("$SCRIPT", script);
  }

  /** The one that the SDK made up for the visitor. */
  private static String anonymousId(List<Delivery> events) {
    assertThat(events)
        .extracting(event -> event.text("anonymousId"))
        .containsOnly(events.getFirst().text("anonymousId"));
    return events.getFirst().text("anonymousId");
  }
}
