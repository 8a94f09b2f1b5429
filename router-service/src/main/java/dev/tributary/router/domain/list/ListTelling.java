package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Needless;
import dev.tributary.router.domain.delivery.Verdict.Renew;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.sending.Sending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells one list who is in it and who is not, in as few requests as may be. */
final class ListTelling {

  private final Paced sending;
  private final ListRule list;
  private Sending.@Nullable Sent last;
  private int requests;

  /** Why nothing more is sent for now: the tool has just not taken a whole request. */
  private @Nullable Verdict stopped;

  ListTelling(Paced sending, ListRule list) {
    this.sending = sending;
    this.list = list;
  }

  /** One and the same to a list, whoever it is told for. */
  private record Part(boolean member, String group, Json item) {}

  /** A draft, and whom it is about. */
  private record Told(Draft draft, List<Who> whom) {}

  /**
   * Tells of these.
   *
   * @param hints what calls for each
   * @return for each what came of it
   */
  Map<Who, Verdict> tell(Map<Who, Member> members, Function<Who, Hint> hints)
      throws Sending.Blocked {
    var verdicts = new LinkedHashMap<Who, Verdict>();
    var parts = new LinkedHashMap<Part, Told>();
    members.forEach(
        (who, member) -> verdicts.put(who, prepare(who, hints.apply(who).event(), member, parts)));
    // Who is a member comes last, so that it holds if somebody else gives up the same identifier.
    tell(list.remove(), of(parts, false), verdicts);
    tell(list.add(), of(parts, true), verdicts);
    return verdicts;
  }

  /**
   * What is told, with the verdicts of all. The request is the last that failed, or the last; none
   * where there were several about several, for one may be about somebody else.
   */
  Sending.Sent sent(List<Verdict> verdicts) {
    return last == null || (requests > 1 && verdicts.size() > 1)
        ? new Sending.Sent(verdicts, false, null, null)
        : new Sending.Sent(verdicts, false, last.request(), last.answer());
  }

  /** Whether the tool was asked for anything. */
  boolean hasSent() {
    return requests > 0;
  }

  private Verdict prepare(Who who, Json.Obj event, Member member, Map<Part, Told> parts) {
    var rule = member.isMember() ? list.add() : list.remove();
    var code = "no_identifier";
    boolean any = false;
    @Nullable Failure fault = null;
    for (var document : MemberDocuments.of(list, member, event)) {
      // A key of its own each time: a list that was told of somebody is told so anew.
      var key = UUID.randomUUID().toString();
      switch (rule.maker().make(document, key, sending.context())) {
        case Drafting.Ready(var draft) when draft.item() instanceof Json.Null -> {}
        case Drafting.Ready(var draft) -> {
          any = true;
          var group = rule.batch() instanceof Batch.Single ? "" : draft.group(); // else its own
          var part = new Part(member.isMember(), group, draft.item());
          parts.computeIfAbsent(part, _ -> new Told(draft, new ArrayList<>())).whom().add(who);
        }
        case Drafting.Discarded(var why, _) -> code = why;
        case Drafting.Failed(var why, var message) -> fault = new Failure(why, message);
      }
    }
    return any ? new Delivered() : fault != null ? new GiveUp(fault) : new Needless(code);
  }

  private static Map<String, Told> of(Map<Part, Told> parts, boolean member) {
    var some = new LinkedHashMap<String, Told>();
    parts.forEach((part, told) -> {
      if (part.member() == member) {
        some.put(told.draft().key(), told);
      }
    });
    return some;
  }

  private void tell(ActionRule rule, Map<String, Told> told, Map<Who, Verdict> verdicts)
      throws Sending.Blocked {
    var drafts = told.values().stream().map(Told::draft).toList();
    for (var chunk : Chunks.of(drafts, rule.batch())) {
      send(rule, chunk, told, verdicts);
    }
  }

  private void send(
      ActionRule rule, List<Draft> chunk, Map<String, Told> told, Map<Who, Verdict> verdicts)
      throws Sending.Blocked {
    if (stopped != null) {
      var verdict = stopped;
      chunk.forEach(draft -> settle(draft, verdict, told, verdicts));
      return;
    }
    var sent = sending.send(rule, chunk);
    requests++;
    if (sent.whole() && sent.verdicts().getFirst() instanceof Retry retry) {
      stopped = retry;
    }
    if (sent.whole()
        && sent.verdicts().getFirst() instanceof GiveUp
        && chunk.size() > 1
        && rule.action().items().split()
        && sent.mayBeOneOfThem()) {
      int half = chunk.size() / 2;
      send(rule, chunk.subList(0, half), told, verdicts);
      send(rule, chunk.subList(half, chunk.size()), told, verdicts);
      return;
    }
    boolean fine = sent.verdicts().stream().allMatch(verdict -> verdict instanceof Delivered);
    if (!fine || last == null || last.verdicts().stream().allMatch(v -> v instanceof Delivered)) {
      last = sent;
    }
    for (int i = 0; i < chunk.size(); i++) {
      settle(chunk.get(i), sent.verdicts().get(i), told, verdicts);
    }
  }

  private static void settle(
      Draft draft, Verdict verdict, Map<String, Told> told, Map<Who, Verdict> verdicts) {
    var waiting = told.get(draft.key());
    if (waiting != null) {
      waiting.whom().forEach(who -> verdicts.merge(who, verdict, ListTelling::worse));
    }
  }

  /** Of two outcomes the one that has to be seen to. */
  static Verdict worse(Verdict one, Verdict other) {
    return rank(other) > rank(one) ? other : one;
  }

  /** What may still succeed is tried again, whatever else will not. */
  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Needless _ -> 0;
      case Delivered _ -> 1;
      case GiveUp _ -> 2;
      case Retry _, Renew _ -> 3;
    };
  }
}
