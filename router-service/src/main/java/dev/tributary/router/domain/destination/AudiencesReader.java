package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.Destination.CallType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code audiences}: each a name, or {@code {audience: big_spenders, as: track}}. */
public final class AudiencesReader {

  private static final String FIELD = "audiences";
  private static final String NAME = "audience";
  private static final Set<CallType> BOTH = Set.of(CallType.TRACK, CallType.IDENTIFY);
  private static final Map<String, Set<CallType>> WORDS =
      Map.of(
          "track", Set.of(CallType.TRACK),
          "identify", Set.of(CallType.IDENTIFY),
          "both", BOTH);

  private AudiencesReader() {}

  /** The names given, each by its path, whatever else is wrong; for one who knows which exist. */
  public static Map<String, String> names(Json.Obj spec) {
    return NamedItems.names(spec, FIELD, NAME);
  }

  /** How each audience is told; each fault is rejected under its own path. */
  static Map<String, Set<CallType>> read(SpecReader spec) {
    var audiences = new LinkedHashMap<String, Set<CallType>>();
    var items = NamedItems.read(spec, FIELD);
    boolean twice = false;
    for (int i = 0; i < items.size(); i++) {
      var name = name(spec, at(i), items.get(i));
      var calls = calls(spec, at(i), items.get(i));
      twice |= name.isPresent() && audiences.put(name.get(), calls) != null;
    }
    if (twice) {
      spec.reject(FIELD, "names the same thing twice");
    }
    return audiences;
  }

  private static Optional<String> name(SpecReader spec, String at, Json item) {
    return switch (item) {
      case Json.Str(var name) when !name.isEmpty() -> Optional.of(name);
      case Json.Obj object ->
          switch (object.field(NAME).orElse(Json.Null.VALUE)) {
            case Json.Str(var name) when !name.isEmpty() -> Optional.of(name);
            default -> rejected(spec, at + "." + NAME, "is not the name of an audience");
          };
      case Json.Str _ -> rejected(spec, at, "is empty");
      default -> rejected(spec, at, "is not a name or {audience, as} but " + item.typeName());
    };
  }

  private static Set<CallType> calls(SpecReader spec, String at, Json item) {
    if (!(item instanceof Json.Obj object)) {
      return BOTH;
    }
    for (var field : object.fields().keySet()) {
      if (!field.equals(NAME) && !field.equals("as")) {
        spec.reject(at + "." + field, "is not a known field here");
      }
    }
    return switch (object.field("as").orElse(Json.of("both"))) {
      case Json.Str(var word) when WORDS.containsKey(word) -> WORDS.getOrDefault(word, BOTH);
      case Json.Str(var word) when word.equals("list") -> {
        spec.reject(at + ".as", "is list, which this release cannot keep yet");
        yield BOTH;
      }
      default -> {
        spec.reject(at + ".as", "is none of both, identify, track");
        yield BOTH;
      }
    };
  }

  private static Optional<String> rejected(SpecReader spec, String at, String reason) {
    spec.reject(at, reason);
    return Optional.empty();
  }

  private static String at(int index) {
    return NamedItems.at(FIELD, index);
  }
}
