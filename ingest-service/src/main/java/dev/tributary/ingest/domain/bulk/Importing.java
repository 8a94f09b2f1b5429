package dev.tributary.ingest.domain.bulk;

import dev.tributary.ingest.domain.bulk.Import.Format;
import dev.tributary.ingest.domain.bulk.Import.Progress;
import dev.tributary.ingest.domain.event.Bots;
import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.Limits;
import dev.tributary.ingest.domain.event.RequestJudge;
import dev.tributary.ingest.domain.event.Sending;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.json.Slice;
import dev.tributary.ingest.domain.log.Appended;
import dev.tributary.ingest.domain.log.EventLog;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes a file of past events part by part. How far it has been taken is stored after its events
 * are, so that a part that was taken and not noted is taken once more: under the same message ids,
 * by which governance knows them, since an event without one is named by its place in the file.
 *
 * <p>A part may end anywhere; what follows its last line end is to be sent again with the next.
 */
public final class Importing {

  /** A longer line cannot be an event; a part must be able to hold it. */
  public static final int MOST_LINE_BYTES = 1 << 20;

  private static final int EVENTS_AT_ONCE = 500;
  private static final int MOST_BYTES_AT_ONCE = 1 << 20;

  /** Larger than any event may come out. */
  private static final int MOST_CHARACTERS = 4 * MOST_LINE_BYTES;

  private final ImportStore store;
  private final EventLog log;
  private final Limits limits;
  private final Bots bots;
  private final int bytesAtOnce;

  /**
   * @param logBytes how much the log takes at once
   */
  public Importing(ImportStore store, EventLog log, Limits limits, Bots bots, long logBytes) {
    this.bytesAtOnce = (int) Math.min(MOST_BYTES_AT_ONCE, logBytes / 4);
    this.store = store;
    this.log = log;
    this.limits = limits;
    this.bots = bots;
  }

  /** What came of a part. */
  public sealed interface Taken {

    record Advanced(Import now) implements Taken {}

    /** The part does not begin where the next one must; or somebody else is sending. */
    record Elsewhere(Import now) implements Taken {}

    /** Nothing more can be taken of the file before it is mended. */
    record Refused(Import now, String reason) implements Taken {}
  }

  /**
   * Takes a part.
   *
   * @param offset where in the file it begins
   * @param last whether the file ends with it
   * @throws Unavailable if it, or some of it, cannot be stored now; what was is noted
   */
  public Taken take(Import known, long offset, byte[] part, boolean last, long nowMillis) {
    if (offset != known.progress().bytes() || known.progress().complete()) {
      return new Taken.Elsewhere(known);
    }
    var found = Lines.of(part, known.format() == Format.CSV, last);
    if (found.lines().isEmpty() && part.length > MOST_LINE_BYTES) {
      return new Taken.Refused(
          known, "The line at byte " + offset + " is longer than " + MOST_LINE_BYTES + " bytes");
    }
    if (found.rest() == Lines.Rest.UNCLOSED) {
      return new Taken.Refused(
          known, "A quote in the row at byte " + (offset + found.consumed()) + " is not closed");
    }
    try {
      return take(known, found, last, nowMillis);
    } catch (InvalidValue e) {
      var now = store.find(known.id()).orElse(known); // what came before the line is taken
      return new Taken.Refused(now, "The " + e.field() + " is " + e.reason());
    }
  }

  private Taken take(Import known, Lines found, boolean last, long nowMillis) {
    if (found.lines().isEmpty()) {
      return last
          ? noted(known, stored(known, List.of(), known.progress().bytes(), true, nowMillis))
          : new Taken.Advanced(known);
    }
    long offset = known.progress().bytes();
    var now = known;
    var columns = columns(now);
    var run = new ArrayList<Verdict>();
    int size = 0;
    for (int i = 0; i < found.lines().size(); i++) {
      var line = found.lines().get(i);
      long at = offset + line.from();
      if (known.format() == Format.CSV && now.header().isEmpty()) {
        columns = CsvColumns.of(text(line));
        now = now.with(text(line), now.progress());
      } else if (line.length() > 0) {
        var verdict = judge(now, columns, line, at, nowMillis);
        run.add(verdict);
        size += verdict.event().payload().length();
      }
      boolean isEnd = i == found.lines().size() - 1;
      if (isEnd || run.size() == EVENTS_AT_ONCE || size > bytesAtOnce) {
        long taken = isEnd ? offset + found.consumed() : offset + found.lines().get(i + 1).from();
        var after = stored(now, run, taken, isEnd && last, nowMillis);
        if (noted(known, after) instanceof Taken.Elsewhere elsewhere) {
          return elsewhere;
        }
        known = after;
        now = after;
        run.clear();
        size = 0;
      }
    }
    return new Taken.Advanced(now);
  }

  private Taken noted(Import before, Import after) {
    return store.advance(before, after)
        ? new Taken.Advanced(after)
        : new Taken.Elsewhere(store.find(before.id()).orElse(before));
  }

  private static CsvColumns columns(Import known) {
    return known.header().isEmpty() ? CsvColumns.NONE : CsvColumns.of(known.header());
  }

  private Verdict judge(Import known, CsvColumns columns, Slice line, long at, long nowMillis) {
    var messageId = "import-" + known.id() + "-" + at;
    var judge = new RequestJudge(limits, () -> messageId, bots);
    var sending = Sending.ofHistory(nowMillis);
    return switch (known.format()) {
      case NDJSON -> judge.made(line.toBytes(), sending);
      case CSV -> {
        try {
          var event = columns.event(text(line));
          var json = JsonWriter.write(event, MOST_CHARACTERS);
          yield judge.made(json.getBytes(StandardCharsets.UTF_8), sending);
        } catch (InvalidValue e) {
          yield RequestJudge.failed(
              messageId, line, "The row's " + e.field() + " is " + e.reason(), sending);
        }
      }
    };
  }

  private Import stored(
      Import now, List<Verdict> verdicts, long bytes, boolean complete, long nowMillis) {
    if (!verdicts.isEmpty()) {
      append(new Intake(now.source(), "", nowMillis, judged(verdicts)));
    }
    long accepted = verdicts.stream().filter(Accepted.class::isInstance).count();
    var before = now.progress();
    return now.with(
        now.header(),
        new Progress(
            bytes,
            before.accepted() + accepted,
            before.rejected() + verdicts.size() - accepted,
            complete));
  }

  private static Judged judged(List<Verdict> verdicts) {
    return new Judged(Slice.EMPTY, Slice.EMPTY, List.copyOf(verdicts));
  }

  private void append(Intake intake) {
    var done = new CompletableFuture<Appended>();
    log.append(intake, done::complete);
    switch (done.join()) {
      case STORED -> {}
      case UNAVAILABLE -> throw new Unavailable("Kafka does not take events just now", null);
      case OVERLOADED -> throw new Unavailable("Too much is under way just now", null);
      case TOO_LARGE -> throw new InvalidValue("line", "more than the log takes at once");
    }
  }

  private static String text(Slice line) {
    return new String(line.array(), line.from(), line.length(), StandardCharsets.UTF_8);
  }
}
