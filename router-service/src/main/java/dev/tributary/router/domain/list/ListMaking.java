package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.answer.Judging;
import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Redaction;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.list.Lists.Maker.NotMade;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.domain.sending.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Finds the list of an audience at a destination, and makes it where there is none yet. */
final class ListMaking {

  /** That a list cannot be made is nothing that a second later is better. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_DOUBLINGS = 7;

  private final Lists lists;
  private final Sending sending;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Lists.Key, Json.Obj> known = new ConcurrentHashMap<>();
  private final Map<Lists.Key, Failed> failed = new ConcurrentHashMap<>();

  private record Failed(String reason, Instant until, int times) {}

  ListMaking(Lists lists, Sending sending, Clock clock) {
    this.lists = lists;
    this.sending = sending;
    this.clock = clock;
  }

  /**
   * What templates see of the list; empty where the connector needs nothing but settings.
   *
   * @throws Sending.Blocked if there is none and it cannot be made now
   */
  Optional<Json.Obj> of(
      Destination destination, ListRule list, Credentials.Complete credentials, Gate gate)
      throws Sending.Blocked {
    if (list.given().isPresent() || list.create().isEmpty()) {
      return list.given();
    }
    var connector = destination.connection().connector();
    var key = new Lists.Key(destination.name(), list.audience(), connector.name());
    var found = known.get(key);
    if (found == null) {
      found = alone(key, list, new Paced(sending, connector, credentials, gate));
    }
    return Optional.of(found);
  }

  /** One at a time: who waits must not hold a connection to PostgreSQL meanwhile. */
  private Json.Obj alone(Lists.Key key, ListRule list, Paced paced) throws Sending.Blocked {
    lock.lock();
    try {
      var found = known.get(key);
      if (found == null) {
        found = findOrMake(key, list, paced);
        known.put(key, found);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private Json.Obj findOrMake(Lists.Key key, ListRule list, Paced paced) throws Sending.Blocked {
    var last = failed.get(key);
    if (last != null && clock.instant().isBefore(last.until())) {
      throw new Sending.Blocked(last.reason());
    }
    try {
      var found = lists.find(key);
      if (found.isPresent()) {
        return found.get();
      }
      var create = rule(list.create().orElseThrow());
      paced.gate().pass(RateLimit.requests(create)); // not within, where PostgreSQL would wait too
      return lists.findOrMake(key, () -> make(key, list, paced));
    } catch (Unavailable _) {
      throw new Sending.Blocked("which list it is cannot be looked up: PostgreSQL is away");
    } catch (NotMade e) {
      var shown = new Redaction(paced.credentials().hidden()).of(e.reason());
      var reason = "the list of " + list.audience() + " cannot be made: " + shown;
      int times = last == null ? 0 : Math.min(last.times() + 1, MOST_DOUBLINGS);
      failed.put(
          key, new Failed(reason, clock.instant().plus(PATIENCE.multipliedBy(1L << times)), times));
      throw new Sending.Blocked(reason);
    }
  }

  private static Json.Obj make(Lists.Key key, ListRule list, Paced paced) throws NotMade {
    var create = list.create().orElseThrow();
    var event =
        new Json.Obj(
            Map.of("type", Json.of("audience"), "audience", MemberDocuments.audience(list)));
    var name = Identity.ofValue(key.destination(), "list", key.audience());
    var draft = new Draft(name, event, Json.Obj.EMPTY, Json.Obj.EMPTY, "", Set.of(), 0);
    Sending.Sent sent;
    try {
      sent = paced.sendNow(rule(create), List.of(draft));
    } catch (Sending.Blocked e) {
      throw new NotMade(e.reason());
    }
    return switch (sent.verdicts().getFirst()) {
      case Verdict.Delivered _ when sent.answer() instanceof Answer.Responded answer ->
          named(Judging.captured(create, Judge.seen(answer)));
      case Verdict.Delivered _, Verdict.Needless _ -> throw new NotMade("there was no answer");
      case Verdict.GiveUp(var failure) -> throw notMade(failure);
      case Verdict.Renew(var failure) -> throw notMade(failure);
      case Verdict.Retry(var failure, _) -> throw notMade(failure);
    };
  }

  private static NotMade notMade(Verdict.Failure failure) {
    return new NotMade(failure.code() + " " + failure.message());
  }

  private static Json.Obj named(Json captured) throws NotMade {
    if (captured instanceof Json.Obj list
        && !(list.field("id").orElse(Json.Null.VALUE) instanceof Json.Null)) {
      return list;
    }
    throw new NotMade("the answer names none");
  }

  private static ActionRule rule(Step create) {
    var action =
        new Action(
            "create",
            new Setting.Text("Create a list", ""),
            Optional.empty(),
            Map.of(),
            new Action.Needs(List.of()),
            Optional.empty(),
            List.of(create),
            new Action.Batch.Single(),
            new Action.Items(List.of(), false));
    var maker = DraftMaker.of(action, Map.of());
    return new ActionRule("create", action, Fql.ALWAYS, maker, action.batch());
  }
}
