package dev.tributary.identity.config;

import dev.tributary.identity.domain.profile.BatchedProfiles;
import dev.tributary.identity.domain.profile.ProfileBatchStore;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.domain.search.ProfileSearch;
import dev.tributary.identity.domain.search.TraitIndex;
import dev.tributary.identity.domain.watch.ChangeFeed;
import dev.tributary.identity.domain.watch.Watchers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Checks how profiles are to be read, and makes domain objects of it. */
@ApplicationScoped
class ProfileApiSettings {

  private static final String PREFIX = "tributary.identity.profile-api.";

  static void check(ProfileApiConfig config) {
    Settings.between(PREFIX + "watchers", config.watchers(), 0, 10_000);
    Settings.between(PREFIX + "requests-per-second", config.requestsPerSecond(), 0, 1_000_000);
    Settings.between(PREFIX + "audience-timeout", config.audienceTimeout().toMillis(), 100, 60_000);
  }

  @Produces
  BatchedProfiles batchedProfiles(ProfileBatchStore store, RulesInForce rules) {
    return new BatchedProfiles(store, rules);
  }

  @Produces
  ProfileSearch profileSearch(BatchedProfiles profiles, TraitIndex traits, RulesInForce rules) {
    return new ProfileSearch(profiles, traits, rules);
  }

  @Produces
  @Singleton
  Watchers watchers(ChangeFeed feed, BatchedProfiles profiles, IdentityConfig config) {
    return new Watchers(feed, profiles, config.profileApi().watchers());
  }
}
