package dev.tributary.identity.wire;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A {@link Profile} as JSON text, for storage in the cache: nested arrays, in an order that only
 * this class and the statement that builds them know.
 */
public final class ProfileWire {

  private static final Comparator<Profile.Linked> ORDER =
      Comparator.comparing(Profile.Linked::identifier);

  private ProfileWire() {}

  /** Writes what {@link #parse} reads. */
  public static String toText(Profile profile) {
    return JsonText.writeString(
        array(
            Json.of(profile.id().text()),
            Json.of(profile.version()),
            toJson(profile.first()),
            toJson(profile.last()),
            new Json.Arr(profile.identifiers().stream().map(ProfileWire::toJson).toList()),
            new Json.Arr(profile.traits().stream().map(ProfileWire::toJson).toList())));
  }

  /** Reads what {@link #toText} wrote. */
  public static Profile parse(String text) {
    var fields = items(JsonText.parse(text));
    return new Profile(
        new ProfileId(UUID.fromString(string(fields.get(0)))),
        number(fields.get(1)),
        origin(items(fields.get(2)), 0),
        origin(items(fields.get(3)), 0),
        identifiers(fields.get(4)),
        traits(fields.get(5)));
  }

  /** Reads identifiers, each {@code [type, value, received, source, message]}. */
  public static List<Profile.Linked> identifiers(Json array) {
    return items(array).stream()
        .map(ProfileWire::items)
        .map(fields ->
            new Profile.Linked(
                Identifier.of(string(fields.get(0)), string(fields.get(1))), origin(fields, 2)))
        .sorted(ORDER)
        .toList();
  }

  /** Reads traits, each {@code [name, value, time, received, source, message]}. */
  public static List<Profile.Known> traits(Json array) {
    return items(array).stream()
        .map(ProfileWire::items)
        .map(fields ->
            new Profile.Known(
                string(fields.get(0)),
                fields.get(1),
                Instant.ofEpochMilli(number(fields.get(2))),
                origin(fields, 3)))
        .toList();
  }

  private static Json toJson(Profile.Linked linked) {
    return array(
        Json.of(linked.identifier().type().name()),
        Json.of(linked.identifier().value()),
        Json.of(linked.origin().receivedAt().toEpochMilli()),
        Json.of(linked.origin().source()),
        Json.of(linked.origin().messageId()));
  }

  private static Json toJson(Profile.Known trait) {
    return array(
        Json.of(trait.name()),
        trait.value(),
        Json.of(trait.time().toEpochMilli()),
        Json.of(trait.origin().receivedAt().toEpochMilli()),
        Json.of(trait.origin().source()),
        Json.of(trait.origin().messageId()));
  }

  private static Json toJson(Origin origin) {
    return array(
        Json.of(origin.receivedAt().toEpochMilli()),
        Json.of(origin.source()),
        Json.of(origin.messageId()));
  }

  private static Origin origin(List<Json> fields, int at) {
    return new Origin(
        Instant.ofEpochMilli(number(fields.get(at))),
        string(fields.get(at + 1)),
        string(fields.get(at + 2)));
  }

  private static Json array(Json... items) {
    return new Json.Arr(Arrays.asList(items));
  }

  private static List<Json> items(Json value) {
    if (value instanceof Json.Arr(var items)) {
      return items;
    }
    throw foreign();
  }

  private static String string(Json value) {
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw foreign();
  }

  private static long number(Json value) {
    if (value instanceof Json.Num(var number)) {
      return number.longValueExact();
    }
    throw foreign();
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException("Not a profile as this release writes it");
  }
}
