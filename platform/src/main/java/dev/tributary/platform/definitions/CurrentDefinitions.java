package dev.tributary.platform.definitions;

import dev.tributary.platform.bus.DefinitionRecord;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What the feed knows, and whom it tells. Each record read ends in exactly one outcome of {@code
 * tributary.definitions.records}: {@code read = changed + deleted + stale + unknown_kind +
 * undecodable}.
 *
 * <p>Written by the feed's thread alone, read by any.
 */
@ApplicationScoped
class CurrentDefinitions {

  private static final Logger LOG = Logger.getLogger(CurrentDefinitions.class);

  private final Map<DefinitionKey, Definition> byKey = new ConcurrentHashMap<>();
  private final Set<DefinitionKey> inOrder = new LinkedHashSet<>();
  private final List<DefinitionListener> listeners;
  private final MeterRegistry metrics;

  CurrentDefinitions(@All List<DefinitionListener> listeners, MeterRegistry metrics) {
    this.listeners = listeners;
    this.metrics = metrics;
  }

  Optional<Definition> find(DefinitionKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  List<Definition> all(Kind kind) {
    return byKey.values().stream()
        .filter(definition -> definition.key().kind() == kind)
        .sorted(Comparator.comparing(definition -> definition.key().name()))
        .toList();
  }

  /** Takes a record in without telling anybody yet. */
  void load(ConsumerRecord<byte[], byte[]> raw) {
    count(take(DefinitionRecord.read(raw)));
  }

  /** Tells the listeners of all there are, in the order they were published. */
  void tellAll() {
    for (var key : inOrder) {
      find(key).ifPresent(definition -> tell(key, listener -> listener.changed(definition)));
    }
    inOrder.clear();
  }

  /** Takes a record in and tells the listeners. */
  void change(ConsumerRecord<byte[], byte[]> raw) {
    var record = DefinitionRecord.read(raw);
    var outcome = take(record);
    inOrder.clear();
    count(outcome);
    switch (record) {
      case DefinitionRecord.Changed(var definition) when outcome.equals("changed") ->
          tell(definition.key(), listener -> listener.changed(definition));
      case DefinitionRecord.Deleted(var key) -> tell(key, listener -> listener.deleted(key));
      case DefinitionRecord.Changed _,
          DefinitionRecord.UnknownKind _,
          DefinitionRecord.Undecodable _ -> {}
    }
  }

  private String take(DefinitionRecord record) {
    return switch (record) {
      case DefinitionRecord.Changed(var definition) -> {
        var key = definition.key();
        var known = byKey.get(key);
        if (known != null && known.version() >= definition.version()) {
          yield "stale";
        }
        byKey.put(key, definition);
        inOrder.remove(key);
        inOrder.add(key);
        yield "changed";
      }
      case DefinitionRecord.Deleted(var key) -> {
        byKey.remove(key);
        inOrder.remove(key);
        yield "deleted";
      }
      case DefinitionRecord.UnknownKind _ -> "unknown_kind";
      case DefinitionRecord.Undecodable _ -> "undecodable";
    };
  }

  private void count(String outcome) {
    metrics.counter("tributary.definitions.records", "outcome", outcome).increment();
  }

  private void tell(DefinitionKey key, Consumer<DefinitionListener> news) {
    for (var listener : listeners) {
      if (!listener.kinds().contains(key.kind())) {
        continue;
      }
      try {
        news.accept(listener);
      } catch (RuntimeException e) { // The outermost frame: a broken listener harms only itself.
        metrics.counter("tributary.definitions.listener.failures", "kind", kind(key)).increment();
        LOG.errorf(
            e, "A listener failed on a definition of kind %s; it keeps what it had", kind(key));
      }
    }
  }

  private static String kind(DefinitionKey key) {
    return key.kind().kindName();
  }
}
