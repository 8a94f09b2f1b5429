package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.sending.Sending;
import dev.tributary.router.testing.Specs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Customers who come and go, gain names, are merged and split; audience-service, which tells
 * changes as {@code docs/audiences.md} says; and routers that deliver in any order, several at
 * once, to a tool that is slow, refuses, and takes what it says it refused, while audience-service
 * does not always answer.
 */
final class ListWorld {

  private static final String SPEC =
      "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"},"
          + " \"audiences\": [{\"audience\": \"vip\", \"as\": \"list\"}]}";

  private static final Destination DESTINATION = Specs.valid("d", SPEC);
  private static final ActionRule KEEPER = DESTINATION.action("list vip").orElseThrow();
  private static final Credentials.Complete CREDENTIALS =
      (Credentials.Complete)
          Credentials.of(
              DESTINATION,
              _ -> {
                throw new AssertionError("it has no secrets");
              });

  private final SplittableRandom die;
  private final FakeMembers members = new FakeMembers();
  private final FakeTool tool = new FakeTool();
  private final ListSync sync;

  /** Hints that are not delivered yet: of a profile, or of who has a name. */
  private final List<Json.Obj> told = new ArrayList<>();

  private int profiles;
  private int names;
  private int depth;
  private boolean calm;

  ListWorld(long seed) {
    this.die = new SplittableRandom(seed);
    var clock = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    var sending = new Sending(tool, new Judge(Duration.ofMinutes(5)), JsonText::write, clock);
    this.sync = new ListSync(members, new NoLists(), sending, clock);
    tool.meanwhile(this::meanwhile);
    members.away(() -> !calm && die.nextInt(12) == 0);
    tool.early(die::nextBoolean);
    tool.answering(_ -> FakeTool.answer(!calm && die.nextInt(4) == 0 ? 503 : 200, "{}"));
  }

  /** Something happens to customers, or something that was told is delivered. */
  void step() {
    switch (die.nextInt(8)) {
      case 0 -> come();
      case 1 -> turn();
      case 2 -> gain();
      case 3 -> merge();
      case 4 -> split();
      default -> deliver();
    }
  }

  /** Nothing more happens, and all is delivered. */
  void settle() {
    calm = true;
    while (!told.isEmpty()) {
      deliver();
    }
  }

  /** Every name of every member, and no other. */
  Set<String> wanted() {
    var wanted = new TreeSet<String>();
    members.all().values().stream()
        .filter(Member::isMember)
        .forEach(member -> member.identifiers().values().forEach(wanted::addAll));
    return wanted;
  }

  Set<String> list() {
    return tool.list();
  }

  private void come() {
    set("p" + profiles++, die.nextBoolean(), List.of("n" + names++));
  }

  private void turn() {
    any()
        .ifPresent(one -> {
          put(one.profileId(), !one.isMember(), emails(one));
          tell(one.profileId());
        });
  }

  private void gain() {
    any()
        .ifPresent(one -> {
          var more = new ArrayList<>(emails(one));
          more.add("n" + names++);
          boolean member = die.nextInt(3) == 0 ? !one.isMember() : one.isMember();
          put(one.profileId(), member, more);
          if (member || one.isMember()) {
            tell(one.profileId());
          }
        });
  }

  private void merge() {
    var into = any();
    var gone = any();
    if (into.isEmpty() || into.equals(gone)) {
      return;
    }
    var ours = into.get();
    var theirs = gone.orElseThrow();
    var all = new ArrayList<>(emails(ours));
    all.addAll(emails(theirs));
    boolean member = die.nextBoolean();
    put(ours.profileId(), member, all);
    members.merged(theirs.profileId(), ours.profileId());
    boolean known = member == ours.isMember() && (member || !theirs.isMember());
    if (!known || member) { // entered or left, or a member who has more names
      tell(ours.profileId());
    }
  }

  private void split() {
    any()
        .filter(one -> emails(one).size() > 1)
        .ifPresent(one -> {
          int at = die.nextInt(1, emails(one).size());
          boolean stays = die.nextBoolean();
          put(one.profileId(), stays, emails(one).subList(0, at));
          if (stays != one.isMember()) {
            tell(one.profileId());
          }
          var other = "p" + profiles++;
          boolean member = die.nextBoolean();
          put(other, member, emails(one).subList(at, emails(one).size()));
          if (member || one.isMember()) { // entered, or left under this name
            tell(other);
          }
        });
  }

  private void deliver() {
    if (told.isEmpty()) {
      return;
    }
    var batch = new ArrayList<Json.Obj>();
    for (int i = die.nextInt(1, 4); i > 0 && !told.isEmpty(); i--) {
      batch.add(told.remove(die.nextInt(told.size())));
    }
    var drafts = batch.stream().map(ListWorld::draft).toList();
    try {
      var sent =
          sync.send(
              DESTINATION, KEEPER.list().orElseThrow(), drafts, CREDENTIALS, new NarrowGate());
      sent.left().forEach(name -> told.add(hint(name)));
      for (int i = 0; i < batch.size(); i++) {
        if (sent.sent().verdicts().get(i) instanceof Verdict.Retry) {
          told.add(batch.get(i));
        }
      }
    } catch (Sending.Blocked _) {
      told.addAll(batch);
    }
  }

  /** While a request is under way, other routers work too. */
  private void meanwhile() {
    if (calm || depth >= 3) {
      return;
    }
    depth++;
    for (int i = die.nextInt(4); i > 0; i--) {
      step();
    }
    if (die.nextInt(3) == 0) { // what is under way is another's, who is told of before it ends
      split();
      deliver();
    }
    depth--;
  }

  private void set(String profile, boolean member, List<String> emails) {
    put(profile, member, emails);
    if (member) {
      tell(profile);
    }
  }

  private void put(String profile, boolean member, List<String> emails) {
    members.has(profile, member, Map.of("email", List.copyOf(emails)));
  }

  private Optional<Member> any() {
    var all =
        members.all().values().stream().sorted(Comparator.comparing(Member::profileId)).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(die.nextInt(all.size())));
  }

  private static List<String> emails(Member member) {
    return member.identifiers().getOrDefault("email", List.of());
  }

  private void tell(String profile) {
    var names = emails(members.of(profile)).stream().<Json>map(Json::of).toList();
    told.add(
        new Json.Obj(
            Map.of(
                "profileId",
                Json.of(profile),
                "identifiers",
                Json.object("email", new Json.Arr(names)))));
  }

  private static Json.Obj hint(Member.Name name) {
    return Json.object(
        "identifiers", Json.object(name.type(), Json.arrayOf(Json.of(name.value()))));
  }

  private static Draft draft(Json.Obj hint) {
    return ((Drafting.Ready) KEEPER.maker().make(hint, "key", Json.Obj.EMPTY)).draft();
  }

  private static final class NoLists implements Lists {

    @Override
    public Optional<Json.Obj> find(Key key) {
      return Optional.empty();
    }

    @Override
    public Json.Obj findOrMake(Key key, Maker maker) {
      throw new AssertionError("a webhook makes no list");
    }
  }

  private final class NarrowGate implements Gate {

    @Override
    public void pass(int requests) throws Sending.Blocked {
      if (!calm && die.nextInt(12) == 0) {
        throw new Sending.Blocked("the gate is shut");
      }
    }

    @Override
    public void answered(Answer answer) {}
  }
}
