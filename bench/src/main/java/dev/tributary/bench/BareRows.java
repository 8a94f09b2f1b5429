package dev.tributary.bench;

import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ResolvedEvent;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the service wrote and sent for events, read back from its database and topic, so that the
 * baseline writes the same rows and sends as much. Held in memory: reading them is not timed.
 */
final class BareRows {

  /** Written once an event, not once a user: a repeat has none. */
  private static final String PER_EVENT = "decision";

  /**
   * What one event left.
   *
   * @param rows by table
   * @param resolved what was sent, without the event itself
   */
  record Left(Map<BareTable, List<Object[]>> rows, ResolvedEvent resolved) {}

  private final PgConnection connection;
  private final ResolvedReader resolved;
  private final List<BareTable> tables;
  private final Map<String, ResolvedEvent> sent = new HashMap<>();
  private final Map<String, Map<String, Left>> byPrefix = new ConcurrentHashMap<>();

  BareRows(PgConnection service, ResolvedReader resolved) {
    this.connection = service;
    this.resolved = resolved;
    this.tables = BareTable.all(service);
  }

  /**
   * Reads back all that events with such message ids left, and how many rows there are by table.
   */
  Map<String, Integer> load(String prefix) throws Exception {
    resolved.read(each -> {
      if (each.hasEvent()) {
        var messageId = each.getEvent().getEvent().getMessageId();
        sent.put(messageId, each.getEvent().toBuilder().clearEvent().build());
      }
    });
    var left = new HashMap<String, Left>();
    sent.forEach((messageId, said) -> {
      if (messageId.startsWith(prefix)) {
        left.put(messageId, new Left(new IdentityHashMap<>(), said));
      }
    });
    sent.clear();
    var counts = new HashMap<String, Integer>();
    for (var table : tables) {
      for (var row :
          Waiting.on(connection.preparedQuery(table.select()).execute(Tuple.of(prefix)))) {
        Objects.requireNonNull(left.get(row.getString(0)), "a row of an event never sent")
            .rows()
            .computeIfAbsent(table, _ -> new ArrayList<>(2))
            .add(table.values(row));
        counts.merge(table.name(), 1, Integer::sum);
      }
    }
    byPrefix.put(prefix, left);
    return counts;
  }

  /** Lets go of what {@link #load} read. */
  void forget(String prefix) {
    byPrefix.remove(prefix);
  }

  /** What the event left that brought this event's user in. */
  Left of(Event event) {
    var introducing = IdentityEvents.introducing(event.getUserId());
    for (var left : byPrefix.values()) {
      var found = left.get(introducing);
      if (found != null) {
        return found;
      }
    }
    throw new IllegalStateException("nothing was loaded of " + introducing);
  }

  /**
   * The rows to upsert for a batch, each once: an upsert cannot meet a row twice. Of an event that
   * is not its user's first, all but those that are written once an event.
   */
  Map<BareTable, List<Object[]>> once(List<Event> batch) {
    var rows = new IdentityHashMap<BareTable, List<Object[]>>();
    var met = new HashSet<String>();
    for (var event : batch) {
      if (met.add(event.getUserId()) || isFirst(event)) {
        add(event, rows, batch.size());
      }
    }
    return rows;
  }

  /**
   * The rows to upsert for a batch where every event writes its own, also where another of the
   * batch wrote the same: the first upsert takes each user's first event, the next the second, and
   * so on.
   */
  List<Map<BareTable, List<Object[]>>> each(List<Event> batch) {
    var upserts = new ArrayList<Map<BareTable, List<Object[]>>>();
    var met = new HashMap<String, Integer>();
    for (var event : batch) {
      int before = met.merge(event.getUserId(), 1, Integer::sum) - 1;
      if (before == upserts.size()) {
        upserts.add(new IdentityHashMap<>());
      }
      add(event, upserts.get(before), batch.size());
    }
    return upserts;
  }

  private void add(Event event, Map<BareTable, List<Object[]>> rows, int most) {
    boolean first = isFirst(event);
    of(event)
        .rows()
        .forEach((table, some) -> {
          if (first || !table.name().equals(PER_EVENT)) {
            rows.computeIfAbsent(table, _ -> new ArrayList<>(most)).addAll(some);
          }
        });
  }

  private static boolean isFirst(Event event) {
    return event.getMessageId().equals(IdentityEvents.introducing(event.getUserId()));
  }
}
