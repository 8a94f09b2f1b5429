package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Connectors;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.payload.ProfileTable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the spec of a {@code Destination} and finds everything that is wrong with it by itself. */
public final class DestinationReader {

  static final int MAX_NAMES = 1_000;

  private static final Duration LONGEST_AGE = Duration.ofDays(30);
  private static final List<String> EVENTS = List.of("events", "actions", "presets");

  private DestinationReader() {}

  /** The destination, or each wrong path. Whether audiences and traits exist is not asked here. */
  public static Checked<Destination> read(String name, Json.Obj json, Connectors connectors) {
    var spec = SpecReader.of(json);
    var connection = ConnectionReader.read(spec, connectors);
    var actions = connection.map(ActionsReader::new);
    if (actions.isEmpty()) {
      EVENTS.forEach(spec::optionalJson);
    }
    var rules = actions.map(reader -> reader.events(spec)).orElseGet(List::of);
    var sources = Set.copyOf(spec.strings("sources"));
    var gate = GateReader.read(name, connection.map(Connection::connector), spec);
    var rows = spec.optionalObject("profiles");
    var profiles = rows.map(given -> profiles(given, connection)).orElseGet(ProfileRule.None::new);
    var others = actions.map(reader -> reader.others(rows)).orElseGet(Map::of);
    var audiences = AudiencesReader.read(spec, connection);
    var traits = TraitsReader.read(spec);
    boolean tells =
        EVENTS.stream().anyMatch(spec::has) || !audiences.isEmpty() || !traits.isEmpty();
    if (!tells && !spec.has("profiles")) {
      spec.rejectWhole(
          "wants nothing: give events, actions, presets, audiences, traits or profiles");
    }
    var softLinks = softLinks(spec, tells);
    var delivery = spec.optionalObject("delivery").map(DestinationReader::delivery);
    return Checked.of(
        spec,
        () ->
            new Destination(
                name,
                connection.orElseThrow(),
                new EventRule(rules, sources, gate),
                others,
                profiles,
                audiences,
                traits,
                softLinks,
                delivery.orElse(DeliveryRule.USUAL)));
  }

  private static ProfileRule profiles(SpecReader profiles, Optional<Connection> connection) {
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
    if (connection.isPresent() && connection.get().whole().isEmpty()) {
      profiles.rejectWhole("is not for this connector: it takes no rows");
    }
    if (connection.isEmpty()) {
      profiles.optionalJson("mapping");
    }
    return new ProfileRule.Rows(tables);
  }

  private static DeliveryRule delivery(SpecReader delivery) {
    var maxAge = delivery.optionalDuration("maxAge");
    if (maxAge.isPresent() && maxAge.get().compareTo(LONGEST_AGE) > 0) {
      delivery.reject("maxAge", "is longer than 30d");
    }
    var order = delivery.optionalString("order").orElse("none");
    if (!Set.of("none", "profile").contains(order)) {
      delivery.reject("order", "is neither none nor profile");
    }
    return new DeliveryRule(
        maxAge,
        delivery.optionalInteger("concurrency", 1, 1_000),
        RateReader.read(delivery),
        order.equals("profile") ? DeliveryRule.Order.PROFILE : DeliveryRule.Order.NONE);
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
}
