package dev.tributary.identity.http;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** The answers of the Profile API, in the shapes of Segment's. */
final class ProfileAnswers {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ProfileAnswers() {}

  /** The traits whose names are asked for, all where none is. */
  static Json traits(Profile profile, ProfileQuery query, String path) {
    var wanted =
        profile.traits().stream()
            .filter(trait -> query.includes(trait.name()))
            .sorted(Comparator.comparing(Profile.Known::name))
            .toList();
    var page = Page.of(wanted, Profile.Known::name, query.cursor(), query.limit());
    var traits = new LinkedHashMap<String, Json>();
    for (var trait : page.items()) {
      traits.put(trait.name(), query.verbose() ? verbose(trait) : trait.value());
    }
    return answer("traits", new Json.Obj(traits), page.cursor(path));
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

  private static Json verbose(Profile.Known trait) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("value", trait.value());
    fields.put("source_id", Json.of(trait.origin().source()));
    fields.put("updated_at", time(trait.time()));
    return new Json.Obj(fields);
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
    return Json.of(TIME.format(instant));
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
