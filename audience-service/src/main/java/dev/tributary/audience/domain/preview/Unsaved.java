package dev.tributary.audience.domain.preview;

import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An audience that is not defined, with the newest versions of all that it names, and nothing else:
 * which of the features it asks for are counted already, and which are to be found in the history.
 */
public final class Unsaved {

  /** Features that are counted for a preview alone meet no state that is stored. */
  private static final long GENERATION = -1;

  private final Rule.Audience audience;
  private final Program program;
  private final Map<Long, Feature> missing;

  private Unsaved(Rule.Audience audience, Program program, Map<Long, Feature> missing) {
    this.audience = audience;
    this.program = program;
    this.missing = missing;
  }

  /**
   * The audience, in the place of the one of its name if there is one.
   *
   * @param complete the generations of the features whose states are complete, by feature id
   */
  public static Unsaved of(
      Rule.Audience audience, Map<Long, Specified> latest, Map<Long, Long> complete) {
    var wanted = new LinkedHashMap<Long, Specified>();
    var open = new ArrayDeque<Specified>(List.of(new Specified(audience, Json.Obj.EMPTY)));
    while (!open.isEmpty()) {
      var next = open.pop();
      if (wanted.putIfAbsent(next.id(), next) == null) {
        next.names().stream()
            .flatMap(name -> Stream.ofNullable(latest.get(name)))
            .forEach(open::push);
      }
    }
    var missing = new LinkedHashMap<Long, Feature>();
    wanted.values().forEach(version -> missing.putAll(version.features()));
    missing.keySet().removeAll(complete.keySet());
    var generations = new HashMap<>(complete);
    missing.keySet().forEach(feature -> generations.put(feature, GENERATION));
    var rules = wanted.values().stream().map(Specified::rule).toList();
    var program = new Program(rules, List.of(), generations, List.of());
    return new Unsaved(audience, program, missing);
  }

  /** The features that nobody counts yet. */
  public List<Feature> missing() {
    return List.copyOf(missing.values());
  }

  /** Those alone, to count a profile's history with. */
  public Program history() {
    var generations = new HashMap<Long, Long>();
    missing.keySet().forEach(feature -> generations.put(feature, GENERATION));
    return new Program(List.of(), missing.values(), generations, List.of());
  }

  /**
   * Whether the profile would be a member now; empty where its entities cannot tell.
   *
   * @param subject a copy to work on, with what its history left in the missing features; nothing
   *     of it is to be stored
   */
  public Optional<Boolean> holds(Subject subject, long now) {
    return Engine.wouldHold(program, audience, subject, now);
  }

  /**
   * What the profile would bring now to its entities of a kind, for one question to them.
   *
   * @param member as in {@link #holds}
   */
  public Share share(String kind, long question, Subject member, long now) {
    return Engine.wouldShare(program, kind, question, member, now);
  }

  /** What an entity of a kind would answer now, of whom all members are known. */
  public Optional<Boolean> answer(String kind, long question, Summary members, long now) {
    return program.ofEntity(kind).answer(question, members, now);
  }
}
