package dev.tributary.connectors.domain.request;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.domain.mapping.MappingFailed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes drafts of events for one action of one destination. Compiled once, used by any thread. */
public final class DraftMaker {

  /** The fields of a document that differ from delivery to delivery. */
  private static final Set<String> OWN = Set.of("payload", "event", "item");

  private static final Json SAME = Json.of("key");

  private final Action action;
  private final Map<String, Mapping> mappings;
  private final Set<String> own;
  private final List<TextTemplate> dividing;

  private DraftMaker(
      Action action, Map<String, Mapping> mappings, Set<String> own, List<TextTemplate> dividing) {
    this.own = own;
    this.action = action;
    this.mappings = mappings;
    this.dividing = dividing;
  }

  /**
   * A maker for an action.
   *
   * @param mapping the destination's own, by field; the action's stand for the others
   */
  public static DraftMaker of(Action action, Map<String, Mapping> mapping) {
    var mappings = new LinkedHashMap<String, Mapping>();
    for (var field : action.fields().values()) {
      var own = mapping.get(field.name());
      if (own != null) {
        mappings.put(field.name(), own);
      } else {
        field.otherwise().ifPresent(otherwise -> mappings.put(field.name(), otherwise));
      }
    }
    var dividing = new ArrayList<TextTemplate>();
    if (action.batch() instanceof Batch.Many) {
      action.steps().stream()
          .map(step -> step.request())
          .flatMap(request ->
              Stream.of(
                      Stream.of(request.path()),
                      request.query().values().stream(),
                      request.headers().values().stream())
                  .flatMap(templates -> templates))
          .filter(template -> template.roots().stream().anyMatch(OWN::contains))
          .forEach(dividing::add);
    }
    return new DraftMaker(action, mappings, Set.copyOf(mapping.keySet()), dividing);
  }

  /**
   * A draft of an event.
   *
   * @param context {@code settings}, and {@code list} for an audience
   */
  public Drafting make(Json.Obj event, String key, Json.Obj context) {
    try {
      var payload = new ObjBuilder();
      for (var field : action.fields().values()) {
        var mapping = mappings.get(field.name());
        var value = mapping == null ? Json.Null.VALUE : mapping.apply(event);
        var refused = put(field, value, payload);
        if (refused != null) {
          return refused;
        }
      }
      var made = payload.build();
      for (var group : action.needs().anyOf()) {
        if (group.stream().noneMatch(made.fields()::containsKey)) {
          return new Drafting.Discarded("missing_field", "has none of " + String.join(", ", group));
        }
      }
      return new Drafting.Ready(draft(event, key, context, made));
    } catch (MappingFailed e) {
      return new Drafting.Failed("mapping_failed", e.path() + " " + e.reason());
    } catch (InvalidValue e) { // a value that does not fit into a path or a header
      return new Drafting.Failed("mapping_failed", e.field() + " is " + e.reason());
    }
  }

  private @Nullable Drafting put(Field field, Json value, ObjBuilder payload) {
    if (value instanceof Json.Null || (field.required() && value.equals(Json.of("")))) {
      return field.required() ? missing(field) : null;
    }
    var converted = field.converted(value);
    if (converted.isEmpty()) {
      var wanted = field.type().name().toLowerCase(Locale.ROOT);
      return new Drafting.Failed(
          "mapping_failed", field.name() + " cannot be made a " + wanted + " without loss");
    }
    payload.put(field.name(), converted.get());
    return null;
  }

  /** What a mapping of the user's own does not give may be its fault: kept, to be put right. */
  private Drafting missing(Field field) {
    return own.contains(field.name())
        ? new Drafting.Failed("mapping_failed", "the mapping gives nothing for " + field.name())
        : new Drafting.Discarded("missing_field", "has no " + field.name());
  }

  private Draft draft(Json.Obj event, String key, Json.Obj context, Json.Obj payload) {
    var document = new ObjBuilder(context);
    document.put("payload", payload);
    document.put("event", event);
    document.put("key", Json.of(key));
    Json item = payload;
    if (action.item().isPresent()) {
      item = action.item().get().apply(document.build());
    }
    if (!(action.batch() instanceof Batch.Many many)) {
      return new Draft(key, event, payload, item, key, Set.of(), 0);
    }
    document.put("item", item);
    var whole = document.build();
    var distinct = distinct(many, whole);
    return new Draft(key, event, payload, item, group(many, whole), distinct, JsonSize.of(item));
  }

  private static Set<String> distinct(Batch.Many many, Json.Obj document) {
    var distinct = new HashSet<String>();
    var mappings = many.together().distinct();
    for (int i = 0; i < mappings.size(); i++) {
      var value = mappings.get(i).apply(document);
      if (!(value instanceof Json.Null)) {
        distinct.add(i + " " + value);
      }
    }
    return distinct;
  }

  /** The key is each delivery's own, and does not divide them. */
  private String group(Batch.Many many, Json.Obj whole) {
    var document = whole.with("key", SAME).with("batchKey", SAME);
    var group = new StringBuilder();
    for (var template : dividing) {
      group.append(template.fill(document).orElse("")).append('\n');
    }
    for (var mapping : many.together().keys()) {
      group.append(mapping.apply(document)).append('\n');
    }
    return group.toString();
  }
}
