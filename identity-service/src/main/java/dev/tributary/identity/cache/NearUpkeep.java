package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesInForce;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers near that would expire although their profile is as it was: the versions of many
 * profiles cost one question to PostgreSQL, reading one of them anew costs as much. What the store
 * holds otherwise, or was not asked for in the last minute, expires.
 */
@Singleton
class NearUpkeep {

  private static final Duration ASKED_FOR_SINCE = Duration.ofMinutes(1);
  private static final int ROUNDS_IN_A_LIFE = 4;
  private static final int PROFILES_PER_QUESTION = 500;
  private static final int MOST_IN_A_ROUND = 10_000;

  private final NearAnswers answers;
  private final ProfileStore store;
  private final RulesInForce rules;
  private final Duration ttl;
  private @Nullable Rules read;
  private long readSince;

  @Inject
  NearUpkeep(NearAnswers answers, ProfileStore store, RulesInForce rules, IdentityConfig config) {
    this(answers, store, rules, config.cache().ttl());
  }

  NearUpkeep(NearAnswers answers, ProfileStore store, RulesInForce rules, Duration ttl) {
    this.answers = answers;
    this.store = store;
    this.rules = rules;
    this.ttl = ttl;
  }

  /** How often there is a round. */
  Duration period() {
    return ttl.dividedBy(ROUNDS_IN_A_LIFE);
  }

  /** Renews what expires before the next round is over. One round at a time. */
  void round() {
    long soon = answers.now() + ttl.dividedBy(2).toNanos();
    int rounds = Math.toIntExact(ASKED_FOR_SINCE.multipliedBy(ROUNDS_IN_A_LIFE).dividedBy(ttl));
    var due = answers.worthRenewing(soon, rulesReadSince(), 1 + rounds, MOST_IN_A_ROUND);
    for (int from = 0; from < due.size(); from += PROFILES_PER_QUESTION) {
      renew(due.subList(from, Math.min(due.size(), from + PROFILES_PER_QUESTION)));
    }
  }

  /**
   * Other rules may read a question otherwise, which no profile's version tells: what may be an
   * answer by earlier rules, here or in Redis, is left to expire.
   */
  private long rulesReadSince() {
    var current = rules.current();
    if (current != read) {
      read = current;
      readSince = answers.now() + ttl.toNanos();
    }
    return readSince;
  }

  private void renew(List<NearAnswers.Answer> some) {
    long expiresAt = answers.now() + ttl.toNanos();
    var profiles = some.stream().map(NearAnswers.Answer::profile).collect(Collectors.toSet());
    var versions = store.versions(profiles);
    for (var answer : some) {
      if (isAt(versions.get(answer.profile()), answer.version())) {
        answer.renew(expiresAt);
      }
    }
  }

  private static boolean isAt(@Nullable Long stored, long version) {
    return stored != null && stored == version;
  }
}
