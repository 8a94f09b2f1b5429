package dev.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.bench.FuzzConnection.Answer;
import dev.tributary.bench.FuzzRequest.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the requests of a fuzz. Safe for use by many threads.
 *
 * <p>Every request ends in exactly one {@link Outcome}. How many events a taken batch has says a
 * JSON library that has nothing to do with ingest.
 */
final class FuzzTally {

  /** How a request ended. */
  enum Outcome {
    TAKEN("2xx"),
    REFUSED("4xx with code"),
    SHED("503 with code"),
    BARE("bare 4xx"),
    CLOSED("closed, no answer"),
    UNREACHED("behind one that ended the connection"),
    WRONG("against the rules");

    private final String title;

    Outcome(String title) {
      this.title = title;
    }
  }

  /** What the HTTP server beneath ingest may say without explaining it. */
  private static final Set<Integer> BARE = Set.of(400, 404, 405, 413, 414, 431);

  /** After these it closes the connection, for it cannot tell where the next request begins. */
  private static final Set<Integer> ENDING = Set.of(400, 413, 414, 431);

  private static final int MOST_FINDINGS = 40;
  private static final int MOST_SHOWN = 600;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Family, Map<Outcome, LongAdder>> counts = new EnumMap<>(Family.class);
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder uncertain = new LongAdder();
  private final AtomicInteger wrong = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();

  FuzzTally() {
    for (var family : Family.values()) {
      var outcomes = new EnumMap<Outcome, LongAdder>(Outcome.class);
      for (var outcome : Outcome.values()) {
        outcomes.put(outcome, new LongAdder());
      }
      counts.put(family, outcomes);
    }
  }

  /** An answer to a request; whether others behind it on the connection can be answered too. */
  boolean answered(FuzzRequest request, Answer answer) {
    statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
    var outcome = judge(answer);
    count(request, outcome);
    if (outcome == Outcome.WRONG) {
      found(request, "answered " + answer);
    }
    if (answer.status() == 200) {
      acknowledge(request, answer);
    } else if (outcome == Outcome.SHED) {
      uncertain.increment();
    }
    return outcome != Outcome.BARE || !ENDING.contains(answer.status());
  }

  /** It stood behind one after which the server reads no more. */
  void unreached(FuzzRequest request) {
    count(request, Outcome.UNREACHED);
  }

  /** The connection ended without an answer. */
  void closed(FuzzRequest request) {
    if (!request.framing().goesOn()) {
      count(request, Outcome.CLOSED);
    } else {
      count(request, Outcome.WRONG);
      found(request, "not answered: the connection was closed");
    }
  }

  /** Neither answered nor closed within the bound. */
  void hung(FuzzRequest request) {
    count(request, Outcome.WRONG);
    found(request, "neither answered nor closed in time");
  }

  /** How many events the service has promised to hold. */
  long acknowledged() {
    return acknowledged.sum();
  }

  /** How many requests got 503, whose events may be stored or not. */
  long uncertain() {
    return uncertain.sum();
  }

  /** How many requests ended against the rules. */
  int wrong() {
    return wrong.get();
  }

  /** The first of them, with their bytes as far as they can be shown. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  long total(Outcome outcome) {
    return counts.values().stream().mapToLong(outcomes -> sum(outcomes, outcome)).sum();
  }

  /** Writes a table with a row for each family. */
  void table(Report report) {
    var head = new ArrayList<String>();
    var line = new ArrayList<String>();
    for (var outcome : Outcome.values()) {
      head.add(outcome.title);
      line.add("---");
    }
    report.line("| changed | %s |", String.join(" | ", head));
    report.line("|---|%s|", String.join("|", line));
    counts.forEach((family, outcomes) -> {
      var cells = new ArrayList<String>();
      for (var outcome : Outcome.values()) {
        cells.add("%,d".formatted(sum(outcomes, outcome)));
      }
      report.line("| %s | %s |", family.changed(), String.join(" | ", cells));
    });
    report.line("");
    report.line("Statuses: %s", statuses);
  }

  private static Outcome judge(Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return Outcome.TAKEN;
    }
    boolean explained = answer.body().startsWith("{") && answer.body().contains("\"code\":\"");
    if (status == 503) {
      return explained ? Outcome.SHED : Outcome.WRONG;
    }
    if (status >= 400 && status < 500) {
      return explained ? Outcome.REFUSED : BARE.contains(status) ? Outcome.BARE : Outcome.WRONG;
    }
    return Outcome.WRONG;
  }

  private void acknowledge(FuzzRequest request, Answer answer) {
    switch (request.answer()) {
      case NOTHING -> {}
      case EVENT -> acknowledged.increment();
      case BATCH -> {
        try {
          int events = JSON.readTree(text(request.json())).path("batch").size();
          acknowledged.add(events - JSON.readTree(answer.body()).path("rejected").size());
        } catch (IOException e) {
          found(request, "taken, but no JSON: " + e.getClass().getSimpleName());
        }
      }
    }
  }

  private void count(FuzzRequest request, Outcome outcome) {
    var outcomes = Objects.requireNonNull(counts.get(request.family()));
    Objects.requireNonNull(outcomes.get(outcome)).increment();
  }

  private void found(FuzzRequest request, String what) {
    if (wrong.getAndIncrement() < MOST_FINDINGS) {
      findings.add(request.family() + ": " + what + ": " + shown(request.bytes()));
    }
  }

  /** As text, for from bytes Jackson takes no half of a surrogate pair in a name. */
  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static long sum(Map<Outcome, LongAdder> outcomes, Outcome outcome) {
    return outcomes.getOrDefault(outcome, new LongAdder()).sum();
  }

  private static String shown(byte[] bytes) {
    var text = new StringBuilder();
    for (byte each :
        new String(bytes, StandardCharsets.ISO_8859_1)
            .substring(0, Math.min(bytes.length, MOST_SHOWN))
            .getBytes(StandardCharsets.ISO_8859_1)) {
      text.append(
          each >= ' ' && each < 0x7F
              ? Character.toString(each)
              : "<<%02X>>".formatted(each & 0xFF));
    }
    return bytes.length > MOST_SHOWN ? text + " ... " + bytes.length + " bytes" : text.toString();
  }
}
