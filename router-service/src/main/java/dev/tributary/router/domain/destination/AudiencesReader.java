package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.AudienceRule.CallType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code audiences}: each a name, or {@code {audience: big_spenders, as: track}}. Unless it
 * is said, an audience is told as calls; where the connector keeps lists only, as a list.
 */
public final class AudiencesReader {

  private static final String FIELD = "audiences";
  private static final String NAME = "audience";
  private static final String LIST = "list";
  private static final AudienceRule BOTH =
      new AudienceRule.Calls(Set.of(CallType.TRACK, CallType.IDENTIFY));
  private static final Map<String, AudienceRule> CALLS =
      Map.of(
          "track", new AudienceRule.Calls(Set.of(CallType.TRACK)),
          "identify", new AudienceRule.Calls(Set.of(CallType.IDENTIFY)),
          "both", BOTH);

  private final SpecReader spec;
  private final Optional<Connection> connection;
  private final Map<String, AudienceRule> audiences = new LinkedHashMap<>();

  private AudiencesReader(SpecReader spec, Optional<Connection> connection) {
    this.spec = spec;
    this.connection = connection;
  }

  /** The names given, each by its path, whatever else is wrong; for one who knows which exist. */
  public static Map<String, String> names(Json.Obj spec) {
    return NamedItems.names(spec, FIELD, NAME);
  }

  /**
   * How each audience is told; each fault is rejected under its own path.
   *
   * @param connection empty where it is wrong, which has been rejected
   */
  static Map<String, AudienceRule> read(SpecReader spec, Optional<Connection> connection) {
    var reader = new AudiencesReader(spec, connection);
    var items = NamedItems.read(spec, FIELD);
    for (int i = 0; i < items.size(); i++) {
      reader.item(NamedItems.at(FIELD, i), items.get(i));
    }
    return reader.audiences;
  }

  private void item(String at, Json item) {
    switch (item) {
      case Json.Str(var name) when !name.isEmpty() ->
          add(name, usual(name, spec.within(at, Json.Obj.EMPTY)));
      case Json.Str _ -> spec.reject(at, "is empty");
      case Json.Obj object -> {
        var reader = spec.within(at, object);
        var name = reader.string(NAME);
        var as = reader.optionalString("as");
        var rule = as.map(word -> rule(name, word, reader)).orElseGet(() -> usual(name, reader));
        if (!name.isEmpty()) {
          add(name, rule);
        }
      }
      default -> spec.reject(at, "is not a name or {audience, as} but " + item.typeName());
    }
  }

  private void add(String name, AudienceRule rule) {
    if (audiences.put(name, rule) != null) {
      spec.reject(FIELD, "names the same thing twice");
    }
  }

  private boolean keepsListsOnly() {
    return connection.map(each -> each.connector().actions().isEmpty()).orElse(false);
  }

  private AudienceRule usual(String name, SpecReader item) {
    return keepsListsOnly() ? list(name, item) : BOTH;
  }

  private AudienceRule rule(String name, String as, SpecReader item) {
    if (as.equals(LIST)) {
      return list(name, item);
    }
    if (!CALLS.containsKey(as)) {
      item.reject("as", "is none of both, identify, list, track");
    } else if (keepsListsOnly()) {
      item.reject("as", "is not for this connector: it keeps lists only");
    }
    return CALLS.getOrDefault(as, BOTH);
  }

  private AudienceRule list(String name, SpecReader item) {
    var sync = connection.flatMap(each -> each.connector().audience());
    if (sync.isPresent()) {
      return new AudienceRule.Listed(ListReader.read(item, name, sync.get()));
    }
    if (connection.isPresent()) {
      item.reject("as", "is list, but the connector keeps none");
    }
    ListReader.FIELDS.forEach(item::optionalJson);
    return BOTH;
  }
}
