package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.Needless;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.sending.Sending;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One delivery of hints: looks, tells, looks again, and tells of those who changed. */
final class Rounds {

  /** How often it tells, before those who still change wait like those that failed. */
  private static final int MOST = 4;

  private static final Verdict RESTLESS =
      new Retry(
          new Failure(ListSync.RESTLESS, "who is in the list changed each time it was told"),
          new Pause.Own());

  private static final Verdict NAMELESS = new Needless("no_identifier");

  private final Looking looking;
  private final ListTelling telling;
  private final List<Hint> hints;

  /** Who was called for; others join them whose names were told. */
  private final Map<Who, Hint> called = new LinkedHashMap<>();

  private final Map<Who, Verdict> verdicts = new LinkedHashMap<>();

  /** Names that were told, perhaps, before nothing more could be asked. */
  private final Set<Member.Name> unsure = new LinkedHashSet<>();

  Rounds(Members members, ListRule list, ListTelling telling, List<Draft> drafts) {
    this.looking = new Looking(members, list.audience());
    this.telling = telling;
    this.hints = drafts.stream().map(draft -> Hint.of(draft.event())).toList();
    hints.forEach(hint -> hint.who().forEach(who -> called.putIfAbsent(who, hint)));
  }

  /** Tells of all, as often as it takes. */
  void go() throws Sending.Blocked {
    var open = looking.up(called.keySet());
    open.putAll(looking.up(strays(open)));
    for (int round = 0; round < MOST && !open.isEmpty(); round++) {
      var told = Map.copyOf(open);
      try {
        verdicts.putAll(telling.tell(told, who -> called.getOrDefault(who, hints.getFirst())));
        open = changed(told);
      } catch (Sending.Blocked e) {
        if (telling.hasSent()) { // perhaps what is not true any more
          unsure.addAll(uncalled(told.values()));
        }
        var waits = new Retry(new Failure(ListSync.WAITS, e.reason()), new Pause.Own());
        told.keySet().forEach(who -> verdicts.put(who, waits));
        return;
      }
    }
    open.keySet().forEach(who -> verdicts.put(who, RESTLESS));
  }

  /**
   * The names of these that no hint knows: those that one does are looked at when it comes again.
   */
  private Set<Member.Name> uncalled(Collection<Member> told) {
    var names = new LinkedHashSet<Member.Name>();
    told.forEach(member -> names.addAll(member.names()));
    hints.forEach(hint -> names.removeAll(hint.then().names()));
    return names;
  }

  /** Those who have what was a hinted profile's when it was hinted, and is not any more. */
  private Set<Who> strays(Map<Who, Member> found) {
    var strays = new LinkedHashSet<Who>();
    for (var hint : hints) {
      var profile = found.get(hint.profile());
      if (profile != null) {
        hint.then()
            .without(profile)
            .forEach(name -> {
              var bearer = new Who.Bearer(name);
              hint.who().add(bearer);
              called.putIfAbsent(bearer, hint);
              strays.add(bearer);
            });
      }
    }
    return strays;
  }

  /** For each hint what came of it. */
  List<Verdict> verdicts() {
    return hints.stream()
        .map(hint ->
            hint.who().stream()
                .map(who -> verdicts.getOrDefault(who, NAMELESS))
                .reduce(ListTelling::worse)
                .orElse(NAMELESS))
        .toList();
  }

  /** Names that the list was told of and nobody called for, of which it has to be told again. */
  List<Member.Name> left() {
    var left = new LinkedHashSet<>(unsure);
    verdicts.forEach((who, verdict) -> {
      if (who instanceof Who.Bearer(var name)
          && !called.containsKey(who)
          && !(verdict instanceof Delivered || verdict instanceof Needless)) {
        left.add(name);
      }
    });
    return List.copyOf(left);
  }

  /** Of whom something else is to be told than was, and whoever has what was theirs. */
  private Map<Who, Member> changed(Map<Who, Member> told) throws Sending.Blocked {
    var now = looking.up(told.keySet());
    var open = new LinkedHashMap<Who, Member>();
    var bearers = new LinkedHashSet<Who>();
    told.forEach((who, before) -> {
      var after = now.getOrDefault(who, before);
      boolean waits = verdicts.get(who) instanceof Retry;
      if (!before.isToldLike(after) && !(waits && called.containsKey(who))) {
        open.put(who, after);
      }
      before.without(after).forEach(name -> bearers.add(new Who.Bearer(name)));
    });
    bearers.removeAll(told.keySet());
    if (!bearers.isEmpty()) {
      open.putAll(looking.up(bearers));
    }
    return open;
  }
}
