package dev.tributary.bench;

import dev.tributary.proto.v1.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How late profiles leave a window by the passing of time alone; P8c. Each has one event in the
 * window, so that as many timers are armed as there are profiles. A part of them come due while the
 * changes are read, evenly over a time; the others much later.
 */
final class TimersBench implements Bench {

  private static final int PROFILES = 1_000_000;
  private static final int QUICK_PROFILES = 100_000;
  private static final int DUE = 300_000;
  private static final int QUICK_DUE = 60_000;
  private static final int EXITS_A_SECOND = 3_000;
  private static final int WINDOW_DAYS = 30;
  private static final String AUDIENCE = "recent";

  /** Before the first exit, beside half as much again as the others took: to be done in time. */
  private static final Duration HEAD_START = Duration.ofSeconds(20);

  private static final Duration MOST = Duration.ofMinutes(30);
  private static final Duration LATEST = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);

  @Override
  public String name() {
    return "audience-timers";
  }

  @Override
  public String question() {
    return "P8c: lateness of a window's exit with 1 M armed timers, from its due time to a committed"
        + " read of the change; target p99 <= 2 s.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int profiles = options.quick() ? QUICK_PROFILES : PROFILES;
    int due = options.quick() ? QUICK_DUE : DUE;
    try (var bed = new AudienceBed(name(), options)) {
      bed.define(
          AUDIENCE,
          new Wanted(AUDIENCE, "Product Viewed", Wanted.ANY, Wanted.ANY, 1, WINDOW_DAYS).who());
      bed.awaitLive(List.of(AUDIENCE), MOST);
      double seconds = armFarOnes(bed, due, profiles);
      var exits = armDueOnes(bed, due, seconds / (profiles - due));
      long members = bed.size(AUDIENCE);
      if (members != profiles) {
        throw new IllegalStateException(members + " members, not " + profiles);
      }
      try (var changes = new ChangesReader(bed.bed().broker())) {
        exits.begin();
        double own = seconds(bed);
        exits.await(changes);
        own = seconds(bed) - own;
        tell(report, exits, profiles, due, own);
      }
      members = bed.size(AUDIENCE);
      if (members != profiles - due) {
        throw new IllegalStateException(members + " members, not " + (profiles - due));
      }
    }
  }

  /** Profiles that leave hours later; the seconds it took. */
  private static double armFarOnes(AudienceBed bed, int from, int to) throws Exception {
    var random = new SplittableRandom(42);
    long start = System.nanoTime();
    long now = System.currentTimeMillis();
    for (int profile = from; profile < to; profile++) {
      long age = random.nextLong(Duration.ofDays(WINDOW_DAYS - 1).toMillis());
      bed.send(viewed(profile, now - age));
    }
    bed.feed().flush();
    double behind = bed.feed().await(AudienceBed.SERVICE, MOST);
    System.out.printf("%,d timers armed, behind by %.0f s%n", to - from, behind);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Profiles that leave soon, one after the other. */
  private static Exits armDueOnes(AudienceBed bed, int due, double secondsEach) throws Exception {
    long taking = Math.round(due * secondsEach * 1_000);
    long first = System.currentTimeMillis() + HEAD_START.toMillis() + taking * 3 / 2;
    var exits = new Exits(first, due);
    for (int profile = 0; profile < due; profile++) {
      bed.send(viewed(profile, exits.dueAt(profile) - Duration.ofDays(WINDOW_DAYS).toMillis()));
    }
    bed.feed().flush();
    bed.feed().await(AudienceBed.SERVICE, MOST);
    if (System.currentTimeMillis() >= first) {
      throw new IllegalStateException("the first exit is due before all timers are armed");
    }
    return exits;
  }

  private static void tell(Report report, Exits exits, int profiles, int due, double own) {
    report.line(
        "%,d armed timers, %,d of them due at %,d a second. Each of these profiles left once, no"
            + " other did, and none before its time.",
        profiles, due, EXITS_A_SECOND);
    report.line("");
    report.line("| lateness | p50 ms | p99 ms | worst ms | processor us/exit |");
    report.line("|---|---|---|---|---|");
    report.line(
        "| due to committed read | %d | **%d** | %d | %.1f |",
        exits.late(0.5), exits.late(0.99), exits.late(1), own * 1e6 / due);
  }

  private static Track viewed(int profile, long at) {
    return new Track(profile, "Product Viewed", at, profile % Traffic.MOST_CENTS, 0);
  }

  private static double seconds(AudienceBed bed) {
    return bed.bed().processorTime(AudienceBed.PROCESS).toNanos() / 1e9;
  }

  /** The exits that are due, by number of the profile. */
  private static final class Exits {

    private final long first;
    private final int count;
    private final Map<String, Integer> profiles = new HashMap<>();
    private final BitSet left = new BitSet();
    private final List<String> wrong = new ArrayList<>();
    private long[] lateMillis = {};
    private int seen;

    Exits(long first, int count) {
      this.first = first;
      this.count = count;
    }

    long dueAt(int profile) {
      return first + profile * 1_000L / EXITS_A_SECOND;
    }

    void begin() {
      for (int profile = 0; profile < count; profile++) {
        profiles.put(ResolvedEvents.profileId(profile), profile);
      }
      lateMillis = new long[count];
      if (System.currentTimeMillis() >= first) {
        throw new IllegalStateException("exits are due before anybody looks");
      }
    }

    void await(ChangesReader changes) throws Exception {
      long end = dueAt(count) + LATEST.toMillis();
      while (seen < count) {
        changes.read(POLL, this::see);
        if (!wrong.isEmpty() || System.currentTimeMillis() > end) {
          throw new IllegalStateException(seen + " of " + count + " exits came; " + wrong);
        }
      }
    }

    long late(double share) {
      var sorted = lateMillis.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.min(count - 1, Math.floor(count * share))];
    }

    private void see(Change change, long at) {
      var profile = profiles.get(change.getProfileId());
      if (profile == null
          || change.getMembership().getMember()
          || left.get(profile)
          || change.getAtMillis() < dueAt(profile)) {
        wrong.add(change.getProfileId());
        return;
      }
      left.set(profile);
      lateMillis[profile] = at - dueAt(profile);
      seen++;
    }
  }
}
