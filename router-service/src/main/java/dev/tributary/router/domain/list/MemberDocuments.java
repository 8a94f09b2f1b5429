package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.Json.Obj;
import dev.tributary.router.domain.destination.ListRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a list is told of a profile, before any mapping. Most tools take one identifier of a type;
 * so that all of a profile's are told, there is a document for each: the first has the first
 * identifier of every type, the second the second of every type that has one, and so on. {@code
 * userId}, {@code anonymousId}, {@code traits.email} and {@code traits.phone} are the document's
 * own.
 */
final class MemberDocuments {

  private MemberDocuments() {}

  /** At least one. */
  static List<Obj> of(ListRule list, Member who, Obj hint) {
    int most = who.identifiers().values().stream().mapToInt(List::size).max().orElse(1);
    var documents = new ArrayList<Obj>();
    for (int i = 0; i < Math.max(1, most); i++) {
      documents.add(document(list, who, hint, i));
    }
    return documents;
  }

  private static Obj document(ListRule list, Member who, Obj hint, int index) {
    var fields = new LinkedHashMap<String, Json>(hint.fields());
    fields.put("type", Json.of("audience"));
    fields.put("audience", audience(list));
    fields.put("member", Json.of(who.isMember()));
    fields.put("profileId", Json.of(who.profileId()));
    own(who, "user_id", index).ifPresent(id -> fields.put("userId", id));
    own(who, "anonymous_id", index).ifPresent(id -> fields.put("anonymousId", id));
    fields.put("traits", traits(who, index));
    var identifiers = new LinkedHashMap<String, Json>();
    who.identifiers()
        .keySet()
        .forEach(
            type -> own(who, type, index).ifPresent(id -> identifiers.put(type, Json.arrayOf(id))));
    fields.put("identifiers", new Obj(identifiers));
    return new Obj(fields);
  }

  /** The audience as templates see it. */
  static Obj audience(ListRule list) {
    return new Obj(Map.of("key", Json.of(list.audience()), "title", Json.of(list.title())));
  }

  private static Obj traits(Member who, int index) {
    var traits = new LinkedHashMap<>(who.traits().fields());
    for (var type : List.of("email", "phone")) {
      var own = own(who, type, index);
      own.ifPresent(id -> traits.put(type, id));
      if (own.isEmpty() && index > 0) { // what the first document had is told
        traits.remove(type);
      }
    }
    return new Obj(traits);
  }

  private static Optional<Json> own(Member who, String type, int index) {
    var values = who.identifiers().getOrDefault(type, List.of());
    return index < values.size() ? Optional.of(Json.of(values.get(index))) : Optional.empty();
  }
}
