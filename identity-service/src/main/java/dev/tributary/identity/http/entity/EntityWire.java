package dev.tributary.identity.http.entity;

import dev.tributary.identity.domain.entity.Entity;
import dev.tributary.identity.domain.entity.EntityDirectory.Oversized;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.Member;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of the entities API. */
final class EntityWire {

  private EntityWire() {}

  static byte[] entity(Entity entity) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("entity", Json.of(entity.key().entity()));
    fields.put("id", Json.of(entity.key().id()));
    fields.put("firstSeen", Json.of(entity.seen().first().receivedAt().toString()));
    fields.put("lastSeen", Json.of(entity.seen().last().receivedAt().toString()));
    var traits = new LinkedHashMap<String, Json>();
    entity.traits().forEach(trait -> traits.put(trait.name(), trait(trait)));
    fields.put("traits", new Json.Obj(traits));
    return JsonText.write(new Json.Obj(fields));
  }

  /** The cursor is empty on the last page. */
  static byte[] members(List<Member> members, int limit) {
    var data = new ArrayList<Json>();
    for (var member : members) {
      var fields = new LinkedHashMap<String, Json>();
      fields.put("profileId", Json.of(member.membership().profile().text()));
      fields.put("identifiers", identifiers(member.identifiers()));
      fields.put("since", Json.of(member.membership().since().receivedAt().toString()));
      data.add(new Json.Obj(fields));
    }
    var full = members.size() == limit;
    var fields = new LinkedHashMap<String, Json>();
    fields.put("data", new Json.Arr(data));
    fields.put("cursor", Json.of(full ? members.getLast().membership().profile().text() : ""));
    return JsonText.write(new Json.Obj(fields));
  }

  static byte[] status(double progress, List<Oversized> oversized) {
    var all = new ArrayList<Json>();
    for (var each : oversized) {
      var fields = new LinkedHashMap<String, Json>();
      fields.put("id", Json.of(each.household().key().id()));
      fields.put("members", Json.of(each.members()));
      var shared = new LinkedHashMap<String, Json>();
      each.household().shared().forEach((name, value) -> shared.put(name, Json.of(value)));
      fields.put("shared", new Json.Obj(shared));
      all.add(new Json.Obj(fields));
    }
    var fields = new LinkedHashMap<String, Json>();
    fields.put("state", Json.of(progress < 1 ? "computing" : "live"));
    fields.put("progress", Json.of(BigDecimal.valueOf(progress).setScale(3, RoundingMode.DOWN)));
    fields.put("oversized", new Json.Arr(all));
    return JsonText.write(new Json.Obj(fields));
  }

  private static Json trait(EntityTrait trait) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("value", trait.value());
    fields.put("time", Json.of(trait.stamp().time().toString()));
    fields.put("source", Json.of(trait.origin().source()));
    fields.put("messageId", Json.of(trait.origin().messageId()));
    return new Json.Obj(fields);
  }

  private static Json identifiers(List<Profile.Linked> identifiers) {
    Map<String, List<Json>> byType = new LinkedHashMap<>();
    for (var linked : identifiers) {
      byType
          .computeIfAbsent(linked.identifier().type().name(), _ -> new ArrayList<>())
          .add(Json.of(linked.identifier().value()));
    }
    var fields = new LinkedHashMap<String, Json>();
    byType.forEach((type, values) -> fields.put(type, new Json.Arr(values)));
    return new Json.Obj(fields);
  }
}
