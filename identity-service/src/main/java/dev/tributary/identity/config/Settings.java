package dev.tributary.identity.config;

import dev.tributary.identity.domain.cut.CutStore;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.PatternCompiler;
import dev.tributary.identity.domain.identifier.PhoneNumbers;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.domain.rules.RulesReader;
import dev.tributary.platform.domain.InvalidValue;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;

/** Checks the configuration at start, and makes domain objects of it. */
@ApplicationScoped
class Settings {

  /** Refuses to start with a value out of bounds. */
  void check(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      IdentityConfig config) {
    check(config);
  }

  static void check(IdentityConfig config) {
    between("tributary.identity.workers", config.workers(), 1, 64);
    between("tributary.identity.batch-size", config.batchSize(), 1, 10_000);
    between("tributary.identity.recognised-events", config.recognisedEvents(), 0, 1_000_000);
    between(
        "tributary.identity.decisions-kept",
        config.decisionsKept().toHours(),
        1,
        Duration.ofDays(3_650).toHours());
    between("tributary.identity.follower.threads", config.follower().threads(), 1, 64);
    between("tributary.identity.follower.batch-size", config.follower().batchSize(), 1, 10_000);
    between("tributary.identity.cache.ttl", config.cache().ttl().toSeconds(), 1, 3_600);
    between("tributary.identity.cache.near-mebibytes", config.cache().nearMebibytes(), 0, 1_024);
    LinkageSettings.check(config.linkage());
    ProfileApiSettings.check(config.profileApi());
  }

  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  ProfileTables profileTables(IdentityConfig config) {
    return config.profileUpdates().enabled() ? ProfileTables.TOLD : ProfileTables.LEFT_OUT;
  }

  @Produces
  Resolver resolver(GraphStore store) {
    return new Resolver(store);
  }

  @Produces
  GraphEdits graphEdits(GraphStore store, ProfileCache cache, RulesInForce rules) {
    return new GraphEdits(store, cache, rules::current);
  }

  @Produces
  Cuts cuts(CutStore store, ProfileCache cache) {
    return new Cuts(store, cache);
  }

  @Produces
  RulesReader rulesReader(PhoneNumbers phoneNumbers, PatternCompiler patterns) {
    return new RulesReader(phoneNumbers, patterns);
  }

  @Produces
  Profiles profiles(ProfileStore store, ProfileCache cache, RulesInForce rules) {
    return new Profiles(store, cache, rules);
  }

  static void between(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidValue(key, "not between " + least + " and " + most);
    }
  }
}
