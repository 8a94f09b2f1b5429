package dev.tributary.ingest.config;

import dev.tributary.ingest.domain.event.Limits;
import dev.tributary.ingest.domain.event.RequestJudge;
import dev.tributary.platform.domain.InvalidValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** Makes domain objects of the configuration, and refuses to start with values out of bounds. */
@ApplicationScoped
class Settings {

  private static final int KIBI = 1024;
  private static final int MEBI = 1024 * KIBI;

  @Produces
  @Singleton
  RequestJudge judge(IngestConfig config) {
    check(config);
    var limits = config.limits();
    return new RequestJudge(
        new Limits(limits.eventBytes(), limits.batchEvents()), () -> UUID.randomUUID().toString());
  }

  /**
   * Checks every bound the configuration's documentation names.
   *
   * @throws InvalidValue naming the first key out of bounds
   */
  static void check(IngestConfig config) {
    var limits = config.limits();
    within("limits.request-bytes", limits.requestBytes(), 64 * KIBI, 64 * MEBI);
    within("limits.event-bytes", limits.eventBytes(), KIBI, 256 * KIBI);
    within("limits.batch-events", limits.batchEvents(), 1, 100_000);
    within(
        "limits.in-flight-bytes",
        limits.inFlightBytes(),
        4L * limits.requestBytes(),
        Integer.MAX_VALUE / 2);
    var log = config.log();
    within("log.linger-millis", log.lingerMillis(), 0, 100);
    within(
        "log.acknowledge-within",
        log.acknowledgeWithin(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
    within(
        "log.stalled-after", log.stalledAfter(), Duration.ofMillis(100), log.acknowledgeWithin());
    within("log.watch-every", log.watchEvery(), Duration.ofMillis(100), Duration.ofMinutes(1));
    config.publicUrl().ifPresent(Settings::checkPublic);
    within("retry-after", config.retryAfter(), Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  private static void checkPublic(URI url) {
    boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    boolean isWhole =
        isHttp && (url.getScheme() + "://" + url.getRawAuthority()).equals(url.toString());
    if (!isWhole || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new InvalidValue(
          "tributary.ingest.public-url", "not like https://events.example.com, without a path");
    }
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidValue("tributary.ingest." + key, "not between " + least + " and " + most);
    }
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidValue("tributary.ingest." + key, "not between " + least + " and " + most);
    }
  }
}
