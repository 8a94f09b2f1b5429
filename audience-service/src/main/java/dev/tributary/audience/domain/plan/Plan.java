package dev.tributary.audience.domain.plan;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions of the definitions are in force, which are being computed, and where the states of
 * their features are kept. One partition makes the plans, one after the other; every partition
 * follows all of them in that order. Immutable.
 *
 * <p>A feature's states belong to a generation: the number of the plan whose job began to compute
 * them. One that was dropped and is wanted again begins anew under another, so that what is left of
 * the old, or still on its way, can never be mistaken for it.
 *
 * @param number one more for each plan
 * @param serving the versions in force, by rule id
 * @param generations of the features whose states are complete, by feature id
 * @param waiting versions that are not in force, of whose features some are complete: those go on
 *     being counted for them
 * @param cancelled versions that shall not be computed for now, by rule id
 * @param retired where states were kept that nobody needs any more, the newest {@value
 *     #MOST_RETIRED}, oldest first
 */
public record Plan(
    long number,
    Map<Long, Specified> serving,
    Map<Long, Long> generations,
    Optional<Job> job,
    Map<Long, Specified> waiting,
    Map<Long, Long> cancelled,
    List<Long> retired) {

  public static final int MOST_RETIRED = 10_000;

  /** Before anything was defined. */
  public static final Plan NONE =
      new Plan(0, Map.of(), Map.of(), Optional.empty(), Map.of(), Map.of(), List.of());

  public Plan {
    serving = Map.copyOf(serving);
    generations = Map.copyOf(generations);
    waiting = Map.copyOf(waiting);
    cancelled = Map.copyOf(cancelled);
    retired = List.copyOf(retired);
  }

  /**
   * The rules in force, and besides the features of the job and those that are kept for versions
   * that wait: elements are added to every feature that has a generation.
   */
  public Program program() {
    var kept = new HashMap<>(generations);
    kept.putAll(generationsOfJob());
    var collected = new HashMap<Long, Feature>();
    waiting.values().forEach(version -> collected.putAll(version.features()));
    job.ifPresent(running -> collected.putAll(running.features()));
    collected.keySet().retainAll(kept.keySet());
    return new Program(
        serving.values().stream().map(Specified::rule).toList(), collected.values(), kept, retired);
  }

  /** The features of the job alone. */
  public Program collected() {
    return new Program(
        List.of(),
        job.map(running -> running.features().values()).orElse(List.of()),
        generationsOfJob(),
        List.of());
  }

  private Map<Long, Long> generationsOfJob() {
    var all = new HashMap<Long, Long>();
    job.ifPresent(running ->
        running.features().keySet().forEach(feature -> all.put(feature, running.number())));
    return all;
  }

  /**
   * The plan that follows, now that these are the newest versions of all definitions; this one
   * where nothing follows. What asks for no feature that is not there is in force at once. The rest
   * waits for a job, which is begun where none is running.
   */
  public Plan following(Map<Long, Specified> latest) {
    var next = new Draft(this);
    next.dropWhatIsGone(latest);
    next.adoptWhatIsReady(latest);
    next.retireWhatIsNotNeeded(latest);
    next.keepForWhoWaits(latest);
    next.beginAJob(latest);
    return next.done();
  }

  /** Once nothing of the job is on its way any more: its features are complete. */
  public Plan afterJob() {
    var next = new Draft(this);
    job.ifPresent(done ->
        done.features().keySet().forEach(feature -> next.generations.put(feature, done.number())));
    next.job = Optional.empty();
    return next.done();
  }

  /** Asks every partition again whether something of the job is on its way. */
  public Plan inNextRound() {
    var next = new Draft(this);
    next.job = job.map(running -> running.inRound(running.round() + 1));
    return next.done();
  }

  /** Stops computing the newest version of a rule; the one in force, if there is one, stays. */
  public Plan cancelling(Specified newest) {
    var next = new Draft(this);
    if (!newest.isSameAs(serving.get(newest.id()))) {
      next.cancelled.put(newest.id(), newest.rule().version());
      next.stopWaiting(newest.id());
    }
    return next.done();
  }

  /** Takes a cancellation back. */
  public Plan resuming(long rule) {
    var next = new Draft(this);
    next.cancelled.remove(rule);
    return next.done();
  }

  /** The generation in which a feature's states are kept, or are being computed. */
  public long generationOf(long feature) {
    var complete = generations.get(feature);
    return complete == null ? job.map(Job::number).orElse(0L) : complete;
  }

  /** What became of the newest version of a rule. */
  public State stateOf(Specified newest) {
    if (newest.isSameAs(serving.get(newest.id()))) {
      return State.LIVE;
    }
    if (cancelled.containsKey(newest.id())) {
      return State.CANCELLED;
    }
    return job.filter(running -> newest.isSameAs(running.computing().get(newest.id()))).isPresent()
        ? State.COMPUTING
        : State.WAITING;
  }

  /** Whether a version is in force. */
  public enum State {
    LIVE,
    /** Its history is being counted. */
    COMPUTING,
    /** For the job that is running, or for others that it names. */
    WAITING,
    CANCELLED
  }

  /** The rule of that id, where one is in force. */
  public Optional<Rule> rule(long id) {
    return Optional.ofNullable(serving.get(id)).map(Specified::rule);
  }

  /** A plan being changed. */
  private static final class Draft {

    private final Plan from;
    private final Map<Long, Specified> serving;
    private final Map<Long, Long> generations;
    private final Map<Long, Long> cancelled;
    private final List<Long> retired;
    private Map<Long, Specified> waiting;
    private Optional<Job> job;

    private Draft(Plan from) {
      this.from = from;
      this.serving = new LinkedHashMap<>(from.serving);
      this.generations = new LinkedHashMap<>(from.generations);
      this.cancelled = new LinkedHashMap<>(from.cancelled);
      this.retired = new ArrayList<>(from.retired);
      this.waiting = from.waiting;
      this.job = from.job;
    }

    /** The same plan where nothing is different. */
    private Plan done() {
      var trimmed =
          retired.size() > MOST_RETIRED
              ? retired.subList(retired.size() - MOST_RETIRED, retired.size())
              : retired;
      var same = new Plan(from.number, serving, generations, job, waiting, cancelled, trimmed);
      return same.equals(from)
          ? from
          : new Plan(from.number + 1, serving, generations, job, waiting, cancelled, trimmed);
    }

    private void dropWhatIsGone(Map<Long, Specified> latest) {
      serving.keySet().retainAll(latest.keySet());
      cancelled
          .entrySet()
          .removeIf(entry -> {
            var newest = latest.get(entry.getKey());
            return newest == null || newest.rule().version() != entry.getValue();
          });
      job.ifPresent(running ->
          running
              .computing()
              .forEach((id, version) -> {
                if (!version.isSameAs(latest.get(id))) {
                  stopWaiting(id);
                }
              }));
    }

    /** A job nobody waits for is given up. */
    private void stopWaiting(long rule) {
      if (job.isEmpty()) {
        return;
      }
      var running = job.get();
      var left = running.without(rule);
      for (long feature : running.features().keySet()) {
        if (!left.features().containsKey(feature)) {
          retired.add(Feature.place(feature, running.number()));
        }
      }
      job = left.features().isEmpty() ? Optional.empty() : Optional.of(left);
    }

    /** What names others waits until each of them is in force, or gets there together with it. */
    private void adoptWhatIsReady(Map<Long, Specified> latest) {
      var ready = new LinkedHashMap<Long, Specified>();
      for (var newest : latest.values()) {
        if (isWanted(newest) && generations.keySet().containsAll(newest.features().keySet())) {
          ready.put(newest.id(), newest);
        }
      }
      boolean waiting = true;
      while (waiting) {
        waiting =
            ready
                .values()
                .removeIf(version ->
                    version.names().stream()
                        .anyMatch(name ->
                            latest.containsKey(name)
                                && !serving.containsKey(name)
                                && !ready.containsKey(name)));
      }
      serving.putAll(ready);
    }

    private boolean isWanted(Specified newest) {
      return !newest.isSameAs(serving.get(newest.id())) && !cancelled.containsKey(newest.id());
    }

    private void keepForWhoWaits(Map<Long, Specified> latest) {
      waiting = new LinkedHashMap<>();
      for (var newest : latest.values()) {
        if (!newest.isSameAs(serving.get(newest.id()))
            && newest.features().keySet().stream().anyMatch(generations::containsKey)) {
          waiting.put(newest.id(), newest);
        }
      }
    }

    private void retireWhatIsNotNeeded(Map<Long, Specified> latest) {
      var needed = new HashSet<Long>();
      serving.values().forEach(version -> needed.addAll(version.features().keySet()));
      latest.values().forEach(version -> needed.addAll(version.features().keySet()));
      for (var entry : List.copyOf(generations.entrySet())) {
        if (!needed.contains(entry.getKey())) {
          retired.add(Feature.place(entry.getKey(), entry.getValue()));
          generations.remove(entry.getKey());
        }
      }
    }

    private void beginAJob(Map<Long, Specified> latest) {
      if (job.isPresent()) {
        return;
      }
      var computing = new LinkedHashMap<Long, Specified>();
      var missing = new LinkedHashMap<Long, Feature>();
      for (var newest : latest.values()) {
        if (isWanted(newest)) {
          computing.put(newest.id(), newest);
          missing.putAll(newest.features());
        }
      }
      missing.keySet().removeAll(generations.keySet());
      if (!missing.isEmpty()) {
        job = Optional.of(new Job(from.number + 1, computing, missing, 0));
      }
    }
  }
}
