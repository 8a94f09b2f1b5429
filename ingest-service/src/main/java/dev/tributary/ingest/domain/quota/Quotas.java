package dev.tributary.ingest.domain.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What this replica may take of each source that has a quota. Safe for use by many threads. */
public final class Quotas {

  private final QuotaStore store;
  private final LongSupplier nanoClock;
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  public Quotas(QuotaStore store, LongSupplier nanoClock) {
    this.store = store;
    this.nanoClock = nanoClock;
  }

  /**
   * For how many milliseconds a source is refused, as far as is known without asking; 0 if it is
   * not. Cheap enough to ask before a request's body is read.
   */
  public long refusedMillis(String source, Quota quota) {
    return allowance(source, quota).refusedMillis();
  }

  /**
   * Takes so many events of a source. Never blocks.
   *
   * @param whenDone told exactly once, within a bounded time, from any thread, possibly before this
   *     returns: 0 where they may be taken, else after how many milliseconds to come again
   */
  public void take(String source, Quota quota, int events, Consumer<Long> whenDone) {
    allowance(source, quota).take(events, whenDone);
  }

  private Allowance allowance(String source, Quota quota) {
    var known = allowances.get(source);
    return known != null && known.quota().equals(quota)
        ? known
        : allowances.compute(
            source,
            (_, old) ->
                old != null && old.quota().equals(quota)
                    ? old
                    : new Allowance(source, quota, store, nanoClock));
  }
}
