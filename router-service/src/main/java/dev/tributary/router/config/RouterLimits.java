package dev.tributary.router.config;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.Backoff;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Judge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes domain objects of the configuration, and refuses to start with values out of bounds. */
@ApplicationScoped
class RouterLimits {

  private static final Duration DAY = Duration.ofHours(24);

  /** What every lane is held to. */
  @Produces
  @Singleton
  DeliveryLimits limits(RouterConfig config) {
    return of(config);
  }

  static DeliveryLimits of(RouterConfig config) {
    var retry = config.retry();
    within("concurrency", config.concurrency(), 1, 1_000);
    within("backlog.deliveries", config.backlog().deliveries(), 1, 100_000);
    within("backlog.bytes", config.backlog().bytes(), 65_536, 1L << 34);
    within("debounce.waiting", config.debounce().waiting(), 1, 10_000_000);
    within(
        "timeouts.connect",
        config.timeouts().connect(),
        Duration.ofMillis(10),
        Duration.ofMinutes(1));
    within(
        "timeouts.response",
        config.timeouts().response(),
        Duration.ofMillis(10),
        Duration.ofMinutes(5));
    within("retry.first-delay", retry.firstDelay(), Duration.ofMillis(1), Duration.ofHours(1));
    within("retry.longest-delay", retry.longestDelay(), retry.firstDelay(), DAY);
    within("retry.max-age", retry.maxAge(), Duration.ZERO, Duration.ofDays(30));
    within(
        "commit-interval", config.commitInterval(), Duration.ofMillis(10), Duration.ofMinutes(1));
    within(
        "soft-links.timeout",
        config.softLinks().timeout(),
        Duration.ofMillis(10),
        Duration.ofMinutes(1));
    within(
        "soft-links.remember-for",
        config.softLinks().rememberFor(),
        Duration.ZERO,
        Duration.ofMinutes(1));
    within("lists.timeout", config.lists().timeout(), Duration.ofMillis(10), Duration.ofMinutes(1));
    within("lists.settle", config.lists().settle(), Duration.ZERO, Duration.ofMinutes(10));
    within("limits.replicas", config.limits().replicas(), 1, 1_000);
    within("shutdown-grace", config.shutdownGrace(), Duration.ZERO, Duration.ofMinutes(1));
    return new DeliveryLimits(
        new Backlog.Bounds(
            config.concurrency(), config.backlog().deliveries(), config.backlog().bytes()),
        config.debounce().waiting(),
        new Backoff(retry.firstDelay(), retry.longestDelay()),
        new Judge(retry.longestDelay()),
        retry.maxAge());
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidValue("tributary.router." + key, "not between " + least + " and " + most);
    }
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidValue("tributary.router." + key, "not between " + least + " and " + most);
    }
  }
}
