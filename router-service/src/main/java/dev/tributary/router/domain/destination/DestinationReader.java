package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.payload.ProfileTable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the spec of a {@code Destination} and finds everything that is wrong with it by itself. */
public final class DestinationReader {

  private static final String CONNECTOR = "webhook";
  static final int MAX_NAMES = 1_000;

  private DestinationReader() {}

  /** The destination, or each wrong path. Whether audiences and traits exist is not asked here. */
  public static Checked<Destination> read(String name, Json.Obj json) {
    var spec = SpecReader.of(json);
    var connector = spec.string("connector");
    if (!connector.isEmpty() && !connector.equals(CONNECTOR)) {
      spec.reject("connector", "is not a known connector; known: " + CONNECTOR);
    }
    var webhook = WebhookSettingsReader.read(spec.object("settings"));
    var events =
        spec.optionalObject("events").map(DestinationReader::events).orElseGet(EventRule.None::new);
    var profiles =
        spec.optionalObject("profiles")
            .map(DestinationReader::profiles)
            .orElseGet(ProfileRule.None::new);
    var audiences = names(spec, "audiences");
    var traits = TraitsReader.read(spec);
    boolean tells = spec.has("events") || !audiences.isEmpty() || !traits.isEmpty();
    if (!tells && !spec.has("profiles")) {
      spec.rejectWhole("wants nothing: give events, audiences, traits or profiles");
    }
    var softLinks = softLinks(spec, tells);
    return Checked.of(
        spec,
        () ->
            new Destination(
                name, webhook.orElseThrow(), events, profiles, audiences, traits, softLinks));
  }

  private static EventRule events(SpecReader events) {
    var trigger = events.required("trigger", events.optional("trigger", Fql::parse));
    var shape = MappingReader.shape(events, "spec.events.");
    return trigger
        .<EventRule>map(found -> new EventRule.Matching(found, shape))
        .orElseGet(EventRule.None::new);
  }

  private static ProfileRule profiles(SpecReader profiles) {
    var names = profiles.strings("tables");
    var tables = new LinkedHashSet<ProfileTable>();
    for (int i = 0; i < names.size(); i++) {
      var at = "tables[" + i + "]";
      ProfileTable.named(names.get(i))
          .ifPresentOrElse(
              table -> {
                if (!tables.add(table)) {
                  profiles.reject(at, "is named twice");
                }
              },
              () -> profiles.reject(at, "is no profile table; there are " + ProfileTable.names()));
    }
    var given = profiles.optionalJson("tables").orElseGet(Json::arrayOf);
    if (given instanceof Json.Arr(var items) && items.isEmpty()) {
      profiles.reject("tables", "names no table; there are " + ProfileTable.names());
    }
    return new ProfileRule.Rows(tables, MappingReader.shape(profiles, "spec.profiles."));
  }

  private static SoftLinkRule softLinks(SpecReader spec, boolean tells) {
    var given = spec.optionalObject("softLinks");
    if (given.isPresent() && !tells) {
      given.get().rejectWhole("has nothing to go with: give events, audiences or traits");
    }
    return given.flatMap(DestinationReader::atLeast).orElseGet(SoftLinkRule.None::new);
  }

  private static Optional<SoftLinkRule> atLeast(SpecReader softLinks) {
    var minimum = softLinks.required("minimum", softLinks.optionalNumber("minimum"));
    try {
      return minimum.map(number -> new SoftLinkRule.AtLeast(number.doubleValue()));
    } catch (InvalidValue e) {
      softLinks.reject(e.field(), "is " + e.reason());
      return Optional.empty();
    }
  }

  private static Set<String> names(SpecReader spec, String field) {
    var names = spec.strings(field);
    if (names.size() > MAX_NAMES) {
      spec.reject(field, "has more than " + MAX_NAMES + " names");
      return Set.of();
    }
    var distinct = Set.copyOf(names);
    if (distinct.size() < names.size()) {
      spec.reject(field, "names the same thing twice");
    }
    return distinct;
  }
}
