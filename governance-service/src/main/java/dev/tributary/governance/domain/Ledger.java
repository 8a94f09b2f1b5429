package dev.tributary.governance.domain;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was judged since the process started. Each record is taken up once and ends in
 * exactly one verdict, so that
 *
 * <pre>received = duplicate + quarantined + accepted</pre>
 *
 * <p>It counts judgements, not what was committed: a record that is judged again after a
 * transaction was given up counts again, on both sides. For any number of threads.
 */
public final class Ledger {

  private final LongAdder received = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder quarantined = new LongAdder();
  private final LongAdder duplicate = new LongAdder();

  /** A record is taken up. */
  public void received() {
    received.increment();
  }

  /** The record has its verdict. */
  public void judged(Verdict verdict) {
    switch (verdict) {
      case Verdict.Accepted _ -> accepted.increment();
      case Verdict.Quarantined _ -> quarantined.increment();
      case Verdict.Duplicate _ -> duplicate.increment();
    }
  }

  /** The counts now. The verdicts are read first, so {@link Balance#open} is never negative. */
  public Balance balance() {
    var acceptedNow = accepted.sum();
    var quarantinedNow = quarantined.sum();
    var duplicateNow = duplicate.sum();
    return new Balance(received.sum(), acceptedNow, quarantinedNow, duplicateNow);
  }
}
