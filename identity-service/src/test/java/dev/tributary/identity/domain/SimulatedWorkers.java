package dev.tributary.identity.domain;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.graph.Graph;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Workers on one store, one step of one of them at a time, in an order that a seed decides. */
final class SimulatedWorkers {

  private static final int WORKERS = 3;

  private final MemoryGraphStore store = new MemoryGraphStore();
  private final Cuts cuts = new Cuts(store, new NoCache());
  private final List<Worker> workers = new ArrayList<>();
  private final List<List<Identifier>> toCut;
  private final Random random;
  private final Faults faults = new Faults();
  private final Map<Birth, List<Decision>> told = new HashMap<>();
  private Consumer<MemoryGraphStore> people = _ -> {};
  private long nextCut = 1;

  SimulatedWorkers(List<Evidence> history, List<List<Identifier>> toCut, Random random) {
    this.toCut = new ArrayList<>(toCut);
    this.random = random;
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new Worker());
    }
    history.forEach(event -> workers.get(random.nextInt(WORKERS)).partition.add(event));
  }

  /** Lets people do something to the store now and then. */
  SimulatedWorkers meanwhile(Consumer<MemoryGraphStore> what) {
    people = what;
    return this;
  }

  void run() {
    while (workers.stream().anyMatch(worker -> !worker.done())) {
      workers.get(random.nextInt(WORKERS)).step();
      people.accept(store);
      if (!toCut.isEmpty() && random.nextInt(20) == 0) {
        cut(toCut.getFirst());
      }
    }
    while (!toCut.isEmpty()) {
      cut(toCut.getFirst());
    }
  }

  MemoryGraphStore store() {
    return store;
  }

  Faults faults() {
    return faults;
  }

  /** What was told of each event, in order. */
  Map<Birth, List<Decision>> told() {
    return told;
  }

  /** Nothing happens where no event joined the two yet; then it is tried again later. */
  private void cut(List<Identifier> two) {
    var link = new Cut.Link(two.getFirst(), two.getLast());
    var cut = new Cut(new CutId(new UUID(1, nextCut++)), link, "jane", "");
    if (!(cuts.make(cut) instanceof Cut.Outcome.Nothing)) {
      toCut.removeFirst();
    }
  }

  /** Looks, writes, tells and commits; may die between any two of these. */
  private final class Worker {

    private final List<Evidence> partition = new ArrayList<>();
    private int committed;
    private int upTo;
    private @Nullable Graph graph;
    private List<Resolution> resolutions = List.of();

    private boolean done() {
      return committed == partition.size();
    }

    private void step() {
      if (done()) {
        return;
      }
      if (!resolutions.isEmpty()) {
        tell();
      } else if (graph == null) {
        look(Math.min(partition.size(), committed + 1 + random.nextInt(6)));
      } else {
        write(graph);
      }
    }

    private void look(int to) {
      upTo = to;
      var batch = partition.subList(committed, upTo);
      graph = new Graph(store.look(batch, Rules.DEFAULT), Rules.DEFAULT);
    }

    private void write(Graph looked) {
      if (random.nextInt(10) == 0) {
        faults.beforeWrite++;
        graph = null;
        return;
      }
      var decided = partition.subList(committed, upTo).stream().map(looked::resolve).toList();
      var changes = looked.changes();
      graph = null;
      if (!changes.isEmpty() && !store.write(changes)) {
        faults.conflicts++;
        look(upTo);
      } else if (random.nextInt(8) == 0) {
        faults.answersLost++;
      } else {
        resolutions = decided;
      }
    }

    private void tell() {
      for (int i = 0; i < resolutions.size(); i++) {
        var birth = partition.get(committed + i).birth();
        var resolution = resolutions.get(i);
        if (resolution.outcome() == Resolution.Outcome.REPLAYED) {
          faults.replays++;
        }
        told.computeIfAbsent(birth, _ -> new ArrayList<>()).add(resolution.decision());
      }
      committed = upTo;
      resolutions = List.of();
      if (committed < partition.size() && random.nextInt(12) == 0) {
        faults.readAgain++;
        committed = Math.max(0, committed - 1 - random.nextInt(8));
      }
    }
  }

  /** How often what went wrong. */
  static final class Faults {
    private int beforeWrite;
    private int answersLost;
    private int conflicts;
    private int readAgain;
    private int replays;

    void add(Faults more) {
      beforeWrite += more.beforeWrite;
      answersLost += more.answersLost;
      conflicts += more.conflicts;
      readAgain += more.readAgain;
      replays += more.replays;
    }

    @Override
    public String toString() {
      return ("faults: %d crashes before a write, %d after one, %d conflicts, %d times read again;"
              + " %d events replayed")
          .formatted(beforeWrite, answersLost, conflicts, readAgain, replays);
    }
  }
}
