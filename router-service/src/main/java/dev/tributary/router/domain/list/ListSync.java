package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.sending.Sending;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Keeps lists downstream as audiences are.
 *
 * <p>What it is given are no entries and exits but profiles to be looked at. It asks who is a
 * member now, tells the list so, and asks again: whoever has changed meanwhile is told of once
 * more, and so is whoever has got an identifier of his. So it does not matter in which order
 * changes come, which of two routers is faster, how often a thing is tried, and what a merge or a
 * split moves from one profile to another: what a list was told last of an identifier was true
 * after it had been told, and when it is true no longer, a change is told of that, which brings it
 * here again.
 */
public final class ListSync {

  /** Code of what has to wait for somebody other than the tool. */
  public static final String WAITS = "list_waits";

  /** Code of who changed each time the list was told of them. */
  static final String RESTLESS = "changed_meanwhile";

  private final Members members;
  private final Sending sending;
  private final ListMaking making;

  public ListSync(Members members, Lists lists, Sending sending, Clock clock) {
    this.members = members;
    this.sending = sending;
    this.making = new ListMaking(lists, sending, clock);
  }

  /**
   * What came of it.
   *
   * @param left whose bearers the list has to be told of too, for they may have been told of in
   *     vain: a hint of its own for each, without a profile
   */
  public record Told(Sending.Sent sent, List<Member.Name> left) {
    public Told {
      left = List.copyOf(left);
    }
  }

  /**
   * Tells a list how profiles stand.
   *
   * @param hints whose events name a {@code profileId} and the {@code identifiers} it had, or, with
   *     an empty one, identifiers of which it is not known whose they are
   * @param gate asked before each request
   * @throws Sending.Blocked if nobody can be told of now
   */
  public Told send(
      Destination destination,
      ListRule list,
      List<Draft> hints,
      Credentials.Complete credentials,
      Gate gate)
      throws Sending.Blocked {
    var own = credentials.with(merged(credentials.context(), list.settings()));
    var made = making.of(destination, list, own, gate);
    var complete = made.isEmpty() ? own : own.with(own.context().with("list", made.get()));
    var connector = destination.connection().connector();
    var telling = new ListTelling(new Paced(sending, connector, complete, gate), list);
    var rounds = new Rounds(members, list, telling, hints);
    rounds.go();
    return new Told(telling.sent(rounds.verdicts()), rounds.left());
  }

  /** Whether a failure is no fault of the tool's, which may work well. */
  public static boolean isOwn(Failure failure) {
    return failure.code().equals(WAITS) || failure.code().equals(RESTLESS);
  }

  private static Json.Obj merged(Json.Obj context, Json.Obj settings) {
    var all = new LinkedHashMap<String, Json>();
    if (context.field("settings").orElse(Json.Null.VALUE) instanceof Json.Obj(var given)) {
      all.putAll(given);
    }
    all.putAll(settings.fields());
    return context.with("settings", new Json.Obj(all));
  }
}
