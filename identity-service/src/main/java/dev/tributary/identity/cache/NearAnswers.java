package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.profile.ProfileId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Answers of Redis in the memory of this process. One answers only while this process hears of
 * changes, has done so since before Redis was asked, and has heard of none to its profile since.
 * That is checked when it is read, so an answer that comes in late cannot outlive the change that
 * it missed.
 *
 * <p>When a profile changed is noted in one of {@value #SLOTS} slots that profiles share: what a
 * neighbour's change does is one more question to Redis.
 */
@Singleton
class NearAnswers {

  private static final int SLOTS = 1 << 18;
  private static final int UNUSED_BITS = Long.SIZE - 18;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 by the golden ratio
  private static final int OVERHEAD = 160;
  private static final int GENERATIONS = 2;

  private final LongSupplier nanoTime;
  private final long start;
  private final long bytesPerGeneration;
  private final AtomicLongArray changedAt;
  private volatile int round;
  private volatile boolean hearing;
  private volatile long hearingSince;
  private volatile Generation young = new Generation();
  private volatile Generation old = new Generation();

  @Inject
  NearAnswers(IdentityConfig config) {
    this(
        config.cache().enabled() ? (long) config.cache().nearMebibytes() << 20 : 0,
        System::nanoTime);
  }

  /** With room for so many bytes, none for 0. */
  NearAnswers(long bytes, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.bytesPerGeneration = bytes / GENERATIONS;
    this.changedAt = new AtomicLongArray(bytes > 0 ? SLOTS : 0);
  }

  /** Whether there may be any. */
  boolean enabled() {
    return bytesPerGeneration > 0;
  }

  /** The time, as the other methods take it. */
  long now() {
    return nanoTime.getAsLong() - start;
  }

  Optional<byte[]> find(String question) {
    if (!hearing) {
      return Optional.empty();
    }
    var answer = young.answers.get(question);
    if (answer == null) {
      answer = old.answers.get(question);
    }
    if (answer == null || !holds(answer)) {
      return Optional.empty();
    }
    answer.asked(round);
    return Optional.of(answer.body);
  }

  /**
   * Keeps an answer of Redis.
   *
   * @param version the profile's, of which the answer is
   * @param askedAt when Redis was asked
   * @param expiresAt when the copy it was made of is as old as one may be
   */
  void keep(
      String question, byte[] body, ProfileId profile, long version, long askedAt, long expiresAt) {
    if (!hearing) {
      return;
    }
    var answer = new Answer(body, profile, version, slot(profile), askedAt, expiresAt);
    answer.asked(round);
    long weight = OVERHEAD + body.length + 2L * question.length();
    if (weight <= bytesPerGeneration && holds(answer)) {
      var generation = young;
      var before = generation.answers.put(question, answer);
      long added = before == null ? weight : body.length - before.body.length;
      if (generation.weight.addAndGet(added) > bytesPerGeneration - weight) {
        turn(generation);
      }
    }
  }

  /**
   * Begins a round, and gives the answers that expire soon although they were asked for in one of
   * the last rounds: whoever finds their profile unchanged {@link Answer#renew renews} them.
   *
   * @param soon the time before which they expire
   * @param since the time since when they were asked of Redis
   * @param rounds how many rounds ago they may have been asked for last
   * @param most how many there may be at most
   */
  List<Answer> worthRenewing(long soon, long since, int rounds, int most) {
    int now = round + 1; // one thread counts
    round = now;
    return Stream.of(young, old)
        .flatMap(generation -> generation.answers.values().stream())
        .filter(answer -> now - answer.askedFor <= rounds)
        .filter(answer -> answer.expiresAt < soon && answer.askedAt > since && holds(answer))
        .limit(most)
        .toList();
  }

  /** Forgets what it knows about a profile. */
  void changed(ProfileId profile) {
    if (enabled()) {
      changedAt.set(slot(profile), now());
    }
  }

  /** From now on every change is heard of. */
  void hearing() {
    hearingSince = now();
    hearing = true;
  }

  /** From now on changes may be missed. */
  void deaf() {
    hearing = false;
    young = new Generation();
    old = new Generation();
  }

  private boolean holds(Answer answer) {
    return answer.askedAt > changedAt.get(answer.slot)
        && answer.askedAt > hearingSince
        && answer.expiresAt > now();
  }

  private synchronized void turn(Generation full) {
    if (young == full) {
      old = full;
      young = new Generation();
    }
  }

  private static int slot(ProfileId profile) {
    long bits =
        profile.value().getMostSignificantBits() ^ profile.value().getLeastSignificantBits();
    return (int) ((bits * SPREAD) >>> UNUSED_BITS);
  }

  /** An answer, and the slot in which changes of its profile are noted. */
  static final class Answer {

    private final byte[] body;
    private final ProfileId profile;
    private final long version;
    private final int slot;
    private final long askedAt;
    private volatile long expiresAt;
    private volatile int askedFor;

    private Answer(
        byte[] body, ProfileId profile, long version, int slot, long askedAt, long expiresAt) {
      this.body = body;
      this.profile = profile;
      this.version = version;
      this.slot = slot;
      this.askedAt = askedAt;
      this.expiresAt = expiresAt;
    }

    ProfileId profile() {
      return profile;
    }

    /** The profile's version of which this tells. */
    long version() {
      return version;
    }

    /**
     * Lets it live longer.
     *
     * @param expiresAt when what the store was just found to hold is as old as an answer may be
     */
    void renew(long expiresAt) {
      this.expiresAt = expiresAt;
    }

    private void asked(int round) {
      if (askedFor != round) { // so that many readers of one answer need not write
        askedFor = round;
      }
    }
  }

  /** What was kept between two turns; the one before the last is dropped at each. */
  private static final class Generation {

    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
  }
}
