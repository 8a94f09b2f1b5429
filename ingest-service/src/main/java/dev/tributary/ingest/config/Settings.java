package dev.tributary.ingest.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingest.domain.bulk.ImportStore;
import dev.tributary.ingest.domain.bulk.Importing;
import dev.tributary.ingest.domain.event.Bots;
import dev.tributary.ingest.domain.event.Limits;
import dev.tributary.ingest.domain.event.RequestJudge;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.oauth.TokenIssuer;
import dev.tributary.ingest.domain.quota.QuotaStore;
import dev.tributary.ingest.domain.quota.Quotas;
import dev.tributary.ingest.domain.webhook.WebhookPresets;
import dev.tributary.ingest.domain.webhook.WebhookReader;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.secret.Secrets;
import dev.tributary.platform.secrets.FileAndEnvironmentSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;

/** Makes domain objects of the configuration, and refuses to start with values out of bounds. */
@ApplicationScoped
class Settings {

  private static final int KIBI = 1024;
  private static final int MEBI = 1024 * KIBI;

  @Produces
  @Singleton
  RequestJudge judge(IngestConfig config, Bots bots) {
    check(config);
    return new RequestJudge(limits(config), () -> UUID.randomUUID().toString(), bots);
  }

  @Produces
  @Singleton
  Importing imports(ImportStore store, EventLog log, IngestConfig config, Bots bots) {
    return new Importing(store, log, limits(config), bots, config.limits().inFlightBytes());
  }

  private static Limits limits(IngestConfig config) {
    return new Limits(config.limits().eventBytes(), config.limits().batchEvents());
  }

  @Produces
  @Singleton
  WebhookReader webhooks(WebhookPresets presets) {
    return new WebhookReader(presets);
  }

  @Produces
  @Singleton
  Secrets secrets(IngestConfig config) {
    return new FileAndEnvironmentSecrets(config.secretDirectories());
  }

  @Produces
  @Singleton
  TokenIssuer tokens(IngestConfig config) {
    return new TokenIssuer(
        config.tokenKey().map(key -> key.getBytes(UTF_8)).orElseGet(Settings::ownKey));
  }

  private static byte[] ownKey() {
    var key = new byte[TokenIssuer.LEAST_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Produces
  @Singleton
  Quotas quotas(QuotaStore store) {
    return new Quotas(store, System::nanoTime);
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
    within("limits.body-within", limits.bodyWithin(), Duration.ofSeconds(1), Duration.ofMinutes(5));
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
    within(
        "usage.settled-after",
        config.usage().settledAfter(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10));
    if (config.tokenKey().filter(key -> key.length() < TokenIssuer.LEAST_KEY_BYTES).isPresent()) {
      throw new InvalidValue("tributary.ingest.token-key", "shorter than 32 characters");
    }
    within("taps", config.taps(), 0, 1_000);
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
