package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.balance.LaneReports;
import dev.tributary.router.domain.overview.DeliveryStats;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.overview.Histogram;
import dev.tributary.router.domain.overview.MinuteSeries;
import dev.tributary.router.domain.overview.OverviewStore;
import dev.tributary.router.domain.overview.Overviews;
import dev.tributary.router.domain.overview.Sample;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of a destination's deliveries lately, on all replicas, by minute and by action.
 * For people: counts are handed in every five seconds and may be lost with Redis, which answers 503
 * while it is away. What must add up is the balance.
 */
@Path("/api/v1/destinations/{name}/overview")
@Produces(MediaType.APPLICATION_JSON)
class OverviewResource {

  private static final int USUAL = 60;
  private static final int MOST_STEPS = 1_440;

  /** Two rounds and what they take. */
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final OverviewStore store;
  private final Overviews overviews;
  private final LaneReports lanes;
  private final Clock clock = Clock.systemUTC();

  OverviewResource(OverviewStore store, Overviews overviews, LaneReports lanes) {
    this.store = store;
    this.overviews = overviews;
    this.lanes = lanes;
  }

  /**
   * The last minutes, the one that runs included.
   *
   * @param minutes 1 to 20,160 (14 days); 60 where left out
   */
  @GET
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public OverviewWire overview(
      @PathParam("name") String name, @QueryParam("minutes") @Nullable String minutes) {
    int wanted = minutes == null ? USUAL : number(minutes);
    var now = clock.instant();
    long to = MinuteSeries.minute(now);
    long from = to - wanted + 1;
    var series = store.read(name, from, to);
    if (series.minutes().isEmpty() && lanes.report(name).isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "No destination of that name runs here");
    }
    int step = Math.ceilDiv(wanted, MOST_STEPS);
    var actions = new TreeMap<String, StatsWire>();
    series.byAction().forEach((action, stats) -> actions.put(action, StatsWire.of(stats)));
    var asOf = overviews.asOf();
    return new OverviewWire(
        name,
        MinuteSeries.begin(from).toString(),
        now.toString(),
        asOf.toString(),
        asOf.isBefore(now.minus(FRESH)),
        StatsWire.of(series.total()),
        actions,
        step,
        series.inSteps(step).entrySet().stream()
            .map(each -> StepWire.of(each.getKey(), each.getValue()))
            .toList(),
        store.samples(name).stream()
            .filter(sample -> !sample.at().isBefore(MinuteSeries.begin(from)))
            .sorted(Comparator.comparing(Sample::at).reversed())
            .map(SampleWire::of)
            .toList());
  }

  private static int number(String text) {
    try {
      int minutes = Integer.parseInt(text);
      if (minutes >= 1 && minutes <= OverviewStore.MINUTES_KEPT) {
        return minutes;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new InvalidValue(
        "minutes", "not a whole number between 1 and " + OverviewStore.MINUTES_KEPT);
  }

  /**
   * An overview.
   *
   * @param from when the first minute begins
   * @param asOf until when the answering replica has handed in what it counted
   * @param approximate whether that is so long ago that something is missing
   * @param total of all actions
   * @param actions by name; the short form of a definition has the empty name
   * @param stepMinutes how long a step of the series is
   * @param series steps in which anything was counted, the oldest first
   * @param samples examples of what went wrong, the newest first, at most five a reason
   */
  record OverviewWire(
      String destination,
      String from,
      String to,
      String asOf,
      boolean approximate,
      StatsWire total,
      Map<String, StatsWire> actions,
      int stepMinutes,
      List<StepWire> series,
      List<SampleWire> samples) {}

  /**
   * What became of deliveries. {@code received} are those called for; {@code retrying} counts
   * attempts that failed and were repeated, and is in no sum.
   *
   * @param latencyMillis from when ingest received an event until it was delivered
   * @param requestMillis of the requests that delivered; both of the last 24 hours at most
   */
  record StatsWire(
      long received,
      Map<String, Long> filtered,
      long delivered,
      Map<String, Long> retrying,
      Map<String, Long> discarded,
      Map<String, Long> dead,
      TimesWire latencyMillis,
      TimesWire requestMillis) {

    static StatsWire of(DeliveryStats stats) {
      return new StatsWire(
          stats.of(Fate.RECEIVED),
          stats.byCode(Fate.FILTERED),
          stats.of(Fate.DELIVERED),
          stats.byCode(Fate.RETRYING),
          stats.byCode(Fate.DISCARDED),
          stats.byCode(Fate.DEAD),
          TimesWire.of(stats.latency()),
          TimesWire.of(stats.request()));
    }
  }

  /** Percentiles, true to a 32nd; null where nothing was measured. */
  record TimesWire(long count, @Nullable Long p50, @Nullable Long p95, @Nullable Long p99) {

    static TimesWire of(Histogram times) {
      return new TimesWire(times.count(), at(times, 50), at(times, 95), at(times, 99));
    }

    private static @Nullable Long at(Histogram times, double percent) {
      var found = times.percentile(percent);
      return found.isPresent() ? found.getAsLong() : null;
    }
  }

  /** One step of the series, which begins at {@code at}. */
  record StepWire(
      String at,
      long received,
      long filtered,
      long delivered,
      long retrying,
      long discarded,
      long dead) {

    static StepWire of(long minute, DeliveryStats stats) {
      return new StepWire(
          MinuteSeries.begin(minute).toString(),
          stats.of(Fate.RECEIVED),
          stats.of(Fate.FILTERED),
          stats.of(Fate.DELIVERED),
          stats.of(Fate.RETRYING),
          stats.of(Fate.DISCARDED),
          stats.of(Fate.DEAD));
    }
  }

  /** An example. */
  record SampleWire(
      String outcome, String code, String action, Instant at, String messageId, String message) {

    static SampleWire of(Sample sample) {
      return new SampleWire(
          sample.reason().fate().code(),
          sample.reason().code(),
          sample.action(),
          sample.at(),
          sample.messageId(),
          sample.message());
    }
  }
}
