package dev.tributary.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The events of each run. The service gets them first; the other sides get them later, in the same
 * order, when the rows that they left can be read back.
 */
final class IdentityRuns implements AutoCloseable {

  /** How many runs the service is ahead of the other sides, at most. */
  static final int AHEAD = 2;

  private final IdentityBed bed;
  private final Feed feed;
  private final int count;
  private final boolean repeats;
  private final IdentityEvents events;
  private final Map<Integer, List<AcceptedRecord>> made = new TreeMap<>();

  IdentityRuns(IdentityBed bed, int count, boolean repeats) {
    this.events = new IdentityEvents(count);
    this.bed = bed;
    this.feed = new Feed(bed.bed());
    this.count = count;
    this.repeats = repeats;
  }

  IdentityBed bed() {
    return bed;
  }

  /** Whether most events are of known users. */
  boolean repeats() {
    return repeats;
  }

  Feed feed() {
    return feed;
  }

  /** An event of each known user. */
  List<AcceptedRecord> known() {
    return events.known();
  }

  /** New events, for the service. */
  List<AcceptedRecord> make(int run) {
    var some = repeats ? events.repeats(run, count) : events.allNew(run, count);
    made.put(run, some);
    return some;
  }

  /** The events of a run that the service has had. */
  List<AcceptedRecord> again(int run) {
    return Objects.requireNonNull(made.get(run));
  }

  /** Has the baselines read back what the service wrote, and lets go of what nobody needs more. */
  void remember(int run) throws Exception {
    bed.ask("bare", "/load?prefix=" + IdentityEvents.introducingRun(run), "");
    int old = run - AHEAD - 1;
    if (made.remove(old) != null) {
      bed.ask("bare", "/forget?prefix=" + IdentityEvents.introducingRun(old), "");
    }
  }

  /** Events as the baseline without hops wants them. */
  static String lines(List<AcceptedRecord> some) {
    return some.stream()
        .map(record -> record.event().getMessageId() + " " + record.event().getUserId())
        .collect(Collectors.joining("\n"));
  }

  /** How many users events name. */
  static int users(List<AcceptedRecord> some) {
    return (int) some.stream().map(record -> record.event().getUserId()).distinct().count();
  }

  /** Each event must have come out once, resolved to as many profiles as there are users. */
  static void check(List<AcceptedRecord> sent, ResolvedReader.Seen seen) {
    var messageIds = new HashSet<String>();
    sent.forEach(record -> messageIds.add(record.event().getMessageId()));
    int users = users(sent);
    if (seen.events() != sent.size()
        || seen.others() != 0
        || !seen.messageIds().equals(messageIds)
        || seen.profiles().size() != users) {
      throw new IllegalStateException(
          "%d events of %d users came out as %d of %d, and %d others"
              .formatted(sent.size(), users, seen.events(), seen.profiles().size(), seen.others()));
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
