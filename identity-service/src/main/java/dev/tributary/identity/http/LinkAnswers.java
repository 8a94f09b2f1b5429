package dev.tributary.identity.http;

import dev.tributary.identity.domain.entity.Entity;
import dev.tributary.identity.domain.entity.EntityDirectory.Position;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.Member;
import dev.tributary.identity.domain.entity.Membership;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entities and links between them and customers, in the shapes of Segment's Profile API. */
final class LinkAnswers {

  private LinkAnswers() {}

  /** What names a member of a collection: a group's id, or the id that Tributary gave. */
  static String type(String collection) {
    return collection.equals(EntityKey.ACCOUNTS) ? "group_id" : "id";
  }

  static Json traits(Page<EntityTrait> page, boolean verbose, String path) {
    var traits = new LinkedHashMap<String, Json>();
    for (var trait : page.items()) {
      traits.put(trait.name(), verbose ? verbose(trait) : trait.value());
    }
    return list("traits", new Json.Obj(traits), page.cursor(path));
  }

  static Json externalIds(Entity entity, int limit, String path) {
    var all = List.of(externalId(entity.key(), entity.seen().first()));
    return list("data", new Json.Arr(all), new Page<>(all, limit, "").cursor(path));
  }

  static Json metadata(Entity entity) {
    var first = entity.seen().first();
    var last = entity.seen().last();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("created_at", time(first.receivedAt()));
    fields.put("updated_at", time(last.receivedAt()));
    fields.put("expires_at", Json.Null.VALUE);
    fields.put("first_message_id", Json.of(first.messageId()));
    fields.put("first_source_id", Json.of(first.source()));
    fields.put("last_message_id", Json.of(last.messageId()));
    fields.put("last_source_id", Json.of(last.source()));
    return Json.object("metadata", new Json.Obj(fields));
  }

  /**
   * The members of an entity.
   *
   * @param members one more than the limit where there are more
   */
  static Json users(List<Member> members, int limit, String path) {
    var shown = members.subList(0, Math.min(limit, members.size()));
    var data =
        shown.stream()
            .map(member ->
                link(
                    "users",
                    member.identifiers().stream()
                        .map(linked ->
                            externalId(
                                linked.identifier().type().name(),
                                linked.identifier().value(),
                                "users",
                                linked.origin()))
                        .toList()))
            .toList();
    var next = members.size() > limit ? shown.getLast().membership().profile().text() : "";
    return list("data", new Json.Arr(data), new Page<>(shown, limit, next).cursor(path));
  }

  /**
   * What a customer belongs to.
   *
   * @param memberships one more than the limit where there are more
   */
  static Json entities(List<Membership> memberships, int limit, String path) {
    var shown = memberships.subList(0, Math.min(limit, memberships.size()));
    var data =
        shown.stream()
            .map(membership ->
                link(
                    membership.entity().entity(),
                    List.of(externalId(membership.entity(), membership.since()))))
            .toList();
    var next = memberships.size() > limit ? cursor(shown.getLast().entity()) : "";
    return list("data", new Json.Arr(data), new Page<>(shown, limit, next).cursor(path));
  }

  /** Reads a cursor that {@link #entities} gave; empty for the first page. */
  static Position position(String cursor) {
    if (cursor.isEmpty()) {
      return Position.START;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int slash = text.indexOf('/');
      if (slash > 0 && text.indexOf('\0') < 0) {
        return new Position(text.substring(0, slash), text.substring(slash + 1));
      }
    } catch (IllegalArgumentException _) {
      // As wrong as one without both parts.
    }
    throw ApiError.invalid("next is not a cursor that this API gave");
  }

  /** The name of an entity holds no slash. */
  private static String cursor(EntityKey last) {
    var text = last.entity() + "/" + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Json link(String collection, List<Json> externalIds) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("to_collection", Json.of(collection));
    fields.put("external_ids", new Json.Arr(externalIds));
    return new Json.Obj(fields);
  }

  private static Json externalId(EntityKey key, Origin since) {
    return externalId(type(key.entity()), key.id(), key.entity(), since);
  }

  private static Json externalId(String type, String id, String collection, Origin origin) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("source_id", Json.of(origin.source()));
    fields.put("collection", Json.of(collection));
    fields.put("id", Json.of(id));
    fields.put("type", Json.of(type));
    fields.put("created_at", time(origin.receivedAt()));
    fields.put("encoding", Json.of("none"));
    fields.put("first_message_id", Json.of(origin.messageId()));
    return new Json.Obj(fields);
  }

  private static Json verbose(EntityTrait trait) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("value", trait.value());
    fields.put("source_id", Json.of(trait.origin().source()));
    fields.put("updated_at", time(trait.stamp().time()));
    return new Json.Obj(fields);
  }

  private static Json list(String name, Json items, Json cursor) {
    var fields = new LinkedHashMap<>(Map.of(name, items));
    fields.put("cursor", cursor);
    return new Json.Obj(fields);
  }

  private static Json time(Instant instant) {
    return Json.of(TimeText.of(instant));
  }
}
