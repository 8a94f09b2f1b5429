package dev.tributary.router.outbound;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Courier;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Loads events into the warehouse of one destination, each source into tables of its own. A load
 * that is repeated adds nothing twice, for rows are known by their message id.
 */
final class WarehouseCourier implements Courier {

  private final Warehouses warehouses;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Open open;

  WarehouseCourier(Warehouses warehouses) {
    this.warehouses = warehouses;
  }

  private record Open(String connector, Json.Obj settings, Warehouses.Made made) {}

  @Override
  public List<Verdict> deliver(Connector connector, List<Draft> drafts, Json.Obj context) {
    var settings =
        context.fields().get("settings") instanceof Json.Obj given ? given : Json.Obj.EMPTY;
    return switch (made(connector.name(), settings)) {
      case Warehouses.Made.Missing(var reason) -> all(drafts, again("warehouse_missing", reason));
      case Warehouses.Made.Ready ready -> {
        var refusal = ready.host().flatMap(warehouses::refusal);
        yield refusal
            .map(reason -> all(drafts, again("address_forbidden", reason)))
            .orElseGet(() -> load(drafts, ready));
      }
    };
  }

  @Override
  public void close() {
    lock.lock();
    try {
      open = null;
    } finally {
      lock.unlock();
    }
  }

  private static List<Verdict> load(List<Draft> drafts, Warehouses.Made.Ready ready) {
    var verdicts = new Verdict[drafts.size()];
    var places = new LinkedHashMap<String, List<Integer>>();
    var items = new LinkedHashMap<String, List<Item>>();
    for (int i = 0; i < drafts.size(); i++) {
      var data =
          drafts.get(i).payload().fields().get("data") instanceof Json.Obj event
              ? WarehouseItems.read(event)
              : Optional.<WarehouseItems.Sourced>empty();
      if (data.isEmpty()) {
        verdicts[i] = new GiveUp(new Failure("not_an_event", "has no type or no time"));
      } else {
        places.computeIfAbsent(data.get().source(), _ -> new ArrayList<>()).add(i);
        items.computeIfAbsent(data.get().source(), _ -> new ArrayList<>()).add(data.get().item());
      }
    }
    for (Map.Entry<String, List<Item>> each : items.entrySet()) {
      var outcomes = ready.warehouse().load(new Batch(each.getKey(), each.getValue()));
      var where = places.getOrDefault(each.getKey(), List.of());
      for (int i = 0; i < where.size(); i++) {
        verdicts[where.get(i)] = verdict(outcomes.get(i));
      }
    }
    return Arrays.asList(verdicts);
  }

  private static Verdict verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored _ -> new Delivered();
      case Outcome.Discarded(var code) ->
          new GiveUp(new Failure(code, "the warehouse cannot keep it as it is"));
      case Outcome.Retry(var reason) -> again("not_loaded", reason);
    };
  }

  private static Verdict again(String code, String reason) {
    return new Retry(new Failure(code, reason), new Pause.Own());
  }

  private static List<Verdict> all(List<Draft> drafts, Verdict verdict) {
    return drafts.stream().map(_ -> verdict).toList();
  }

  private Warehouses.Made made(String connector, Json.Obj settings) {
    lock.lock();
    try {
      var known = open;
      if (known != null
          && known.connector().equals(connector)
          && known.settings().equals(settings)) {
        return known.made();
      }
      var made = warehouses.make(connector, settings);
      open = made instanceof Warehouses.Made.Ready ? new Open(connector, settings, made) : null;
      return made;
    } finally {
      lock.unlock();
    }
  }
}
