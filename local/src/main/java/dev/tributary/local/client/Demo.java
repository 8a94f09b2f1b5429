package dev.tributary.local.client;

import dev.tributary.local.domain.traffic.ShopEvent;
import dev.tributary.local.domain.traffic.ShopTraffic;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Streams a shop's traffic into the suite at a steady rate, telling how it goes. */
public final class Demo {

  /**
   * How much of what.
   *
   * @param events how many in all; 0 for no end
   * @param rate events a second; 0 for as fast as they are taken
   * @param seed the same seed makes the same customers do the same, message ids included
   */
  public record Plan(long events, int rate, long seed) {}

  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private static final int LARGEST_BATCH = 100;

  private static final int BATCHES_A_SECOND = 10;

  private final TrackingClient client;

  private final PrintStream out;

  private final Supplier<String> remark;

  private Instant reported = Instant.now();

  private long reportedEvents;

  /**
   * A demo that has not begun.
   *
   * @param remark said at the end of each report, for instance what has arrived downstream
   */
  public Demo(TrackingClient client, PrintStream out, Supplier<String> remark) {
    this.client = client;
    this.out = out;
    this.remark = remark;
  }

  /** Returns when all events are acknowledged. */
  public void run(Plan plan) throws InterruptedException {
    var traffic = new ShopTraffic(plan.seed());
    var begun = Instant.now();
    var size =
        plan.rate() == 0
            ? LARGEST_BATCH
            : Math.clamp(plan.rate() / BATCHES_A_SECOND, 1, LARGEST_BATCH);
    long sent = 0;
    while (plan.events() == 0 || sent < plan.events()) {
      var batch = new ArrayList<ShopEvent>(size);
      while (batch.size() < size && (plan.events() == 0 || sent + batch.size() < plan.events())) {
        batch.add(traffic.next(Instant.now()));
      }
      client.send(batch);
      sent += batch.size();
      report(sent);
      pace(plan.rate(), sent, begun);
    }
    summarize(sent, Duration.between(begun, Instant.now()));
  }

  private static void pace(int rate, long sent, Instant begun) throws InterruptedException {
    if (rate > 0) {
      var due = begun.plusNanos(TimeUnit.SECONDS.toNanos(sent) / rate);
      var early = Duration.between(Instant.now(), due);
      if (early.isPositive()) {
        TimeUnit.NANOSECONDS.sleep(early.toNanos());
      }
    }
  }

  private void report(long sent) {
    var now = Instant.now();
    var since = Duration.between(reported, now);
    if (since.compareTo(REPORT_EVERY) >= 0) {
      out.printf(
          Locale.ROOT,
          "  %,d events sent, %,d/s%s%n",
          sent,
          perSecond(sent - reportedEvents, since),
          remark.get());
      reported = now;
      reportedEvents = sent;
    }
  }

  private void summarize(long sent, Duration time) {
    out.printf(
        Locale.ROOT,
        "Sent %,d events in %.1f s (%,d/s), all acknowledged, %,d batches sent again%s%n",
        sent,
        time.toMillis() / 1000.0,
        perSecond(sent, time),
        client.retries(),
        remark.get());
  }

  private static long perSecond(long events, Duration time) {
    return Math.round(events * 1000.0 / Math.max(1, time.toMillis()));
  }
}
