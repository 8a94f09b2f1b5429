package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.profile.ProfileId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

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
    return answer != null && holds(answer) ? Optional.of(answer.body) : Optional.empty();
  }

  /**
   * Keeps an answer of Redis.
   *
   * @param askedAt when Redis was asked
   * @param expiresAt when the copy it was made of is as old as one may be
   */
  void keep(String question, byte[] body, ProfileId profile, long askedAt, long expiresAt) {
    if (!hearing) {
      return;
    }
    var answer = new Answer(body, slot(profile), askedAt, expiresAt);
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
  private static final class Answer {

    private final byte[] body;
    private final int slot;
    private final long askedAt;
    private final long expiresAt;

    Answer(byte[] body, int slot, long askedAt, long expiresAt) {
      this.body = body;
      this.slot = slot;
      this.askedAt = askedAt;
      this.expiresAt = expiresAt;
    }
  }

  /** What was kept between two turns; the one before the last is dropped at each. */
  private static final class Generation {

    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
  }
}
