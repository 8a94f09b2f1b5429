package dev.tributary.identity.http;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The answers of the Profile API, in the shapes of Segment's. */
final class ProfileAnswers {

  private ProfileAnswers() {}

  /** A profile's own traits. */
  static SortedMap<String, TraitAnswer> traits(Profile profile) {
    var traits = new TreeMap<String, TraitAnswer>();
    for (var trait : profile.traits()) {
      traits.put(
          trait.name(),
          new TraitAnswer(trait.value(), Json.of(trait.origin().source()), time(trait.time())));
    }
    return traits;
  }

  /** The traits whose names are asked for, all where none is. */
  static Json traits(SortedMap<String, TraitAnswer> traits, ProfileQuery query, String path) {
    var wanted =
        traits.entrySet().stream().filter(trait -> query.includes(trait.getKey())).toList();
    var page = Page.of(wanted, Map.Entry::getKey, query.cursor(), query.limit());
    var answered = new LinkedHashMap<String, Json>();
    for (var trait : page.items()) {
      var answer = trait.getValue();
      answered.put(trait.getKey(), query.verbose() ? answer.verbose() : answer.value());
    }
    return answer("traits", new Json.Obj(answered), page.cursor(path));
  }

  /** The identifiers whose types are asked for, all where none is. */
  static Json externalIds(Profile profile, ProfileQuery query, String path) {
    var byKey = new TreeMap<String, Profile.Linked>();
    for (var linked : profile.identifiers()) {
      if (query.includes(linked.identifier().type().name())) {
        byKey.put(key(linked), linked);
      }
    }
    var page =
        Page.of(List.copyOf(byKey.values()), ProfileAnswers::key, query.cursor(), query.limit());
    var data = new Json.Arr(page.items().stream().map(ProfileAnswers::externalId).toList());
    return answer("data", data, page.cursor(path));
  }

  /** When and by which events the profile came to be what it is. */
  static Json metadata(Profile profile) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("created_at", time(profile.first().receivedAt()));
    fields.put("updated_at", time(profile.last().receivedAt()));
    fields.put("expires_at", Json.Null.VALUE);
    fields.put("first_message_id", Json.of(profile.first().messageId()));
    fields.put("first_source_id", Json.of(profile.first().source()));
    fields.put("last_message_id", Json.of(profile.last().messageId()));
    fields.put("last_source_id", Json.of(profile.last().source()));
    return Json.object("metadata", new Json.Obj(fields));
  }

  private static Json externalId(Profile.Linked linked) {
    Origin origin = linked.origin();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("source_id", Json.of(origin.source()));
    fields.put("collection", Json.of("users"));
    fields.put("id", Json.of(linked.identifier().value()));
    fields.put("type", Json.of(linked.identifier().type().name()));
    fields.put("created_at", time(origin.receivedAt()));
    fields.put("encoding", Json.of("none"));
    fields.put("first_message_id", Json.of(origin.messageId()));
    return new Json.Obj(fields);
  }

  private static String key(Profile.Linked linked) {
    return linked.identifier().type().name() + ":" + linked.identifier().value();
  }

  private static Json answer(String name, Json value, Json cursor) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put(name, value);
    fields.put("cursor", cursor);
    return new Json.Obj(fields);
  }

  private static Json time(Instant instant) {
    return Json.of(TimeText.of(instant));
  }

  /** A trait's value, and who set it when, of which either is null where nobody knows. */
  record TraitAnswer(Json value, Json source, Json updatedAt) {

    Json verbose() {
      var fields = new LinkedHashMap<String, Json>();
      fields.put("value", value);
      fields.put("source_id", source);
      fields.put("updated_at", updatedAt);
      return new Json.Obj(fields);
    }
  }

  /**
   * What a caller asks of a list.
   *
   * @param include names; empty for all
   * @param cursor empty for the first page
   */
  record ProfileQuery(int limit, Set<String> include, boolean verbose, String cursor) {

    boolean includes(String name) {
      return include.isEmpty() || include.contains(name);
    }
  }
}
