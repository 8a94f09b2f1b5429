package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.StableIds;
import dev.tributary.identity.domain.rules.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Recognises events that say again what an earlier one said: the same identifiers, on the same day,
 * no traits. They change nothing, so they are decided without asking the store.
 *
 * <p>What is remembered may be out of date in one way only: the profile may have become another by
 * a merge elsewhere, and whoever reads the decision follows merges. Splits and new rules make it
 * forget everything.
 *
 * <p>An event that was decided but never told (a crash in between) must be looked up when it is
 * read again. So each partition remembers for itself, only what was told, and everything is
 * forgotten with the session: an event stands before its repeats in its partition, and is read
 * before them.
 *
 * <p>Not thread-safe; one worker's.
 */
public final class Recognition {

  private final Map<UUID, Remembered> told;
  private final Map<UUID, Remembered> untold = new HashMap<>();
  private final Map<ProfileId, Known> merged;
  private Rules rules = Rules.DEFAULT;
  private long splits = -1;

  /**
   * Remembers nothing yet.
   *
   * @param capacity events of different kind it remembers at most; about 150 bytes each
   */
  public Recognition(int capacity) {
    this.told = new Bounded<>(capacity);
    this.merged = new Bounded<>(capacity);
  }

  /** Begins a batch: forgets what an unfinished one left, and everything if the rules are new. */
  public void begin(Rules currentRules) {
    untold.clear();
    if (!currentRules.equals(rules)) {
      forget();
      rules = currentRules;
    }
  }

  /**
   * Whether what was recognised in this batch is right: nothing was split since it was learnt. If
   * it is not, everything is forgotten.
   *
   * @param current as {@link GraphStore#splits} counts them since the batch began
   */
  public boolean holds(long current) {
    boolean holds = current == splits;
    if (!holds) {
      forget();
      splits = current;
    }
    return holds;
  }

  /** The decision about an event that repeats another; empty where it must be looked up. */
  public Optional<Resolution> recognise(int partition, Evidence event) {
    if (!isRepeatable(event)) {
      return Optional.empty();
    }
    var remembered = told.get(signature(partition, event));
    if (remembered == null || !event.origin().receivedAt().isAfter(remembered.since())) {
      return Optional.empty();
    }
    var decision = current(remembered.profile()).unchanged();
    var setAside = both(event.setAside(), remembered.setAside());
    return Optional.of(new Resolution(decision, Resolution.Outcome.MATCHED, setAside));
  }

  /**
   * Learns from the decision about an event that was looked up. Of one that is told again it learns
   * nothing: it may have been made before a split.
   */
  public void learn(int partition, Evidence event, Resolution resolution) {
    if (resolution.outcome() == Resolution.Outcome.REPLAYED) {
      return;
    }
    var decision = resolution.decision();
    var profile = new Known(decision.profile(), decision.version());
    decision.merged().forEach(vanished -> merged.put(vanished, profile));
    merged.remove(decision.profile());
    if (isRepeatable(event)) {
      int own = event.setAside().size();
      var setAside = resolution.setAside().subList(own, resolution.setAside().size());
      untold.put(
          signature(partition, event),
          new Remembered(profile, event.origin().receivedAt(), List.copyOf(setAside)));
    }
  }

  /** The batch was told: its repeats may be recognised from now on. */
  public void told() {
    told.putAll(untold);
    untold.clear();
  }

  /** Forgets everything. */
  public void forget() {
    told.clear();
    untold.clear();
    merged.clear();
  }

  /** The same, with what was learnt of merges meanwhile. */
  public Resolution upToDate(Resolution recognised) {
    var before = recognised.decision();
    if (!merged.containsKey(before.profile())) {
      return recognised;
    }
    var decision = current(new Known(before.profile(), before.version())).unchanged();
    return new Resolution(decision, recognised.outcome(), recognised.setAside());
  }

  /** The profile that one became, as far as this worker knows. */
  private Known current(Known profile) {
    var current = profile;
    var next = merged.get(current.id());
    while (next != null) {
      current = next;
      next = merged.get(current.id());
    }
    return current;
  }

  private static boolean isRepeatable(Evidence event) {
    return event.traits().isEmpty() && !event.joining().isEmpty();
  }

  private static List<String> both(List<String> some, List<String> more) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    var both = new ArrayList<>(some);
    both.addAll(more);
    return both;
  }

  /** What makes two events of one partition say the same. Identifiers hold no NUL. */
  private static UUID signature(int partition, Evidence event) {
    var text = new StringBuilder();
    text.append(partition).append('/').append(Sighting.day(event.origin()));
    append(text, event.joining());
    text.append("\0\0");
    append(text, event.shared());
    return StableIds.of(text.toString());
  }

  private static void append(StringBuilder text, List<Identifier> identifiers) {
    for (var identifier : identifiers) {
      text.append('\0').append(identifier.type().name()).append(':').append(identifier.value());
    }
  }

  /** A profile and the version in which it was seen. */
  private record Known(ProfileId id, long version) {

    private Decision unchanged() {
      return Decision.unchanged(id, version);
    }
  }

  private record Remembered(Known profile, Instant since, List<String> setAside) {}

  /** Forgets what was not used for longest. */
  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

    private final int capacity;

    private Bounded(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > capacity;
    }
  }
}
