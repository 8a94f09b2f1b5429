package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.request.Draft;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Deliveries that wait for others to share a request with. A batch is ready when it is full by
 * number or bytes, or its first delivery has waited long enough. Not thread-safe.
 */
public final class Gathering<T> {

  private final Map<Key, Open<T>> open = new LinkedHashMap<>();
  private final ArrayDeque<Gathered<T>> ready = new ArrayDeque<>();

  /**
   * What deliveries must have in common to share a request.
   *
   * @param version of the definition they were made under
   */
  public record Key(String action, long version, String group) {}

  /** Deliveries that go together. */
  public record Gathered<T>(Key key, List<T> deliveries) {
    public Gathered {
      deliveries = List.copyOf(deliveries);
    }
  }

  private static final class Open<T> {
    private final List<T> deliveries = new ArrayList<>();
    private final Set<String> distinct = new HashSet<>();
    private final Instant due;
    private long bytes;

    Open(Instant due) {
      this.due = due;
    }
  }

  /** Takes one in; a batch that it does not fit into any more is ready first. */
  public void add(Key key, T delivery, Draft draft, Batch.Many limits, Instant now) {
    var gathering = open.get(key);
    if (gathering != null
        && (gathering.bytes + draft.bytes() > limits.bytes()
            || !Collections.disjoint(gathering.distinct, draft.distinct()))) {
      close(key);
      gathering = null;
    }
    if (gathering == null) {
      gathering = new Open<>(now.plus(limits.within()));
      open.put(key, gathering);
    }
    gathering.deliveries.add(delivery);
    gathering.bytes += draft.bytes();
    gathering.distinct.addAll(draft.distinct());
    if (gathering.deliveries.size() >= limits.size() || gathering.bytes >= limits.bytes()) {
      close(key);
    }
  }

  /** Puts in what is to go together as it is, next. */
  public void addReady(Gathered<T> gathered) {
    ready.addFirst(gathered);
  }

  /**
   * The next batch to send.
   *
   * @param pressed whether nothing more can come in, so that waiting for more is in vain
   */
  public Optional<Gathered<T>> next(Instant now, boolean pressed) {
    if (ready.isEmpty()) {
      open.entrySet().stream()
          .filter(entry -> pressed || !entry.getValue().due.isAfter(now))
          .findFirst()
          .ifPresent(entry -> close(entry.getKey()));
    }
    return Optional.ofNullable(ready.poll());
  }

  /** When the next batch is ready though nothing more comes; empty where none waits. */
  public Optional<Instant> wakeAt() {
    return ready.isEmpty()
        ? open.values().stream().map(each -> each.due).min(Instant::compareTo)
        : Optional.of(Instant.MIN);
  }

  /** Drops those that match; returns them. */
  public List<T> drop(Predicate<T> unwanted) {
    var dropped = new ArrayList<T>();
    open.values()
        .forEach(gathering ->
            gathering.deliveries.removeIf(
                delivery -> unwanted.test(delivery) && dropped.add(delivery)));
    open.values().removeIf(gathering -> gathering.deliveries.isEmpty());
    var kept = new ArrayDeque<Gathered<T>>();
    for (var gathered : ready) {
      var left = new ArrayList<>(gathered.deliveries());
      left.removeIf(delivery -> unwanted.test(delivery) && dropped.add(delivery));
      if (!left.isEmpty()) {
        kept.add(new Gathered<>(gathered.key(), left));
      }
    }
    ready.clear();
    ready.addAll(kept);
    return dropped;
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return open.isEmpty() && ready.isEmpty();
  }

  private void close(Key key) {
    var gathering = open.remove(key);
    if (gathering != null) {
      ready.add(new Gathered<>(key, gathering.deliveries));
    }
  }
}
