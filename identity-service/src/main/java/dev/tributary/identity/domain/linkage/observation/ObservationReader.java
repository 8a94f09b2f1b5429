package dev.tributary.identity.domain.linkage.observation;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.identity.domain.linkage.text.Agent;
import dev.tributary.identity.domain.linkage.text.IpAddress;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what an event shows of its sender: from any event the address, device, settings and page;
 * from an identify also the traits that say who somebody is. A value of an unexpected type or
 * length is passed over.
 *
 * @param consentCategory category of {@code context.consent.categoryPreferences} without which
 *     nothing is kept, where the event says that it is not given
 * @param person where traits say who somebody is
 */
public record ObservationReader(String consentCategory, PersonTraits person) {

  private static final long SECONDS_OF_DAY = 86_400;
  private static final int SEGMENTS_OF_PATH = 2;

  /** The observations of an event; none where the customer said no. */
  public List<Observation> read(Followed.Event event) {
    var sent = event.sent();
    var document = sent.payload().document();
    var context = object(document, "context");
    if (refused(context)) {
      return List.of();
    }
    var time = sent.stamp().time();
    var found = new Found(event.anchor().id().value(), day(time));
    IpAddress.parse(sent.ip()).ifPresent(ip -> found.add(ObservedField.IP, ip.text()));
    readContext(context, found);
    readPage(document, context, sent.call(), found);
    found.add(ObservedField.HOUR, Integer.toString(time.atZone(ZoneOffset.UTC).getHour()));
    if (sent.call() == Call.IDENTIFY) {
      person.read(object(document, "traits"), found);
    }
    return found.all();
  }

  /** The day of an instant, counted as observations do. */
  public static int day(Instant instant) {
    return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY);
  }

  private boolean refused(Json.Obj context) {
    var preferences = object(object(context, "consent"), "categoryPreferences");
    return preferences.field(consentCategory).equals(Optional.of(Json.Bool.FALSE));
  }

  private static void readContext(Json.Obj context, Found found) {
    text(context, "userAgent")
        .flatMap(Agent::of)
        .ifPresent(agent -> found.add(ObservedField.USER_AGENT, agent.text()));
    var device = object(context, "device");
    text(device, "id").ifPresent(id -> found.add(ObservedField.DEVICE, id));
    var model = text(device, "manufacturer").orElse("") + " " + text(device, "model").orElse("");
    found.add(ObservedField.DEVICE_MODEL, model.strip().toLowerCase(Locale.ROOT));
    text(context, "locale").ifPresent(locale -> found.add(ObservedField.LOCALE, locale));
    text(context, "timezone").ifPresent(zone -> found.add(ObservedField.TIMEZONE, zone));
    var screen = object(context, "screen");
    if (screen.field("width").orElse(Json.Null.VALUE) instanceof Json.Num(var width)
        && screen.field("height").orElse(Json.Null.VALUE) instanceof Json.Num(var height)) {
      found.add(ObservedField.SCREEN, width.toPlainString() + "x" + height.toPlainString());
    }
  }

  private static void readPage(Json.Obj document, Json.Obj context, Call call, Found found) {
    var page = object(context, "page");
    text(page, "url")
        .or(() -> text(page, "path"))
        .flatMap(ObservationReader::place)
        .ifPresent(place -> found.add(ObservedField.PAGE, place));
    if (call == Call.PAGE || call == Call.SCREEN) {
      text(document, "name").ifPresent(name -> found.add(ObservedField.PAGE, "name:" + name));
    }
  }

  /** Host and the first segments of the path: what follows names one thing, or a person. */
  private static Optional<String> place(String url) {
    int scheme = url.indexOf("://");
    var rest = scheme < 0 ? url : url.substring(scheme + 3);
    int end = rest.length();
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '?' || rest.charAt(i) == '#') {
        end = i;
        break;
      }
    }
    int slashes = 0;
    for (int i = 0; i < end; i++) {
      if (rest.charAt(i) == '/' && ++slashes > SEGMENTS_OF_PATH) {
        end = i;
      }
    }
    var place = rest.substring(0, end).toLowerCase(Locale.ROOT);
    return Optional.of(place).filter(text -> !text.isEmpty());
  }

  static Json.Obj object(Json.Obj parent, String name) {
    return parent.field(name).orElse(Json.Null.VALUE) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  static Optional<String> text(Json.Obj parent, String name) {
    return switch (parent.field(name).orElse(Json.Null.VALUE)) {
      case Json.Str(var text) -> Optional.of(text.strip()).filter(value -> !value.isEmpty());
      case Json.Num(var number) -> Optional.of(number.toPlainString());
      case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  /** Collects the observations of one event. */
  static final class Found {

    private final UUID anchor;
    private final int day;
    private final List<Observation> all = new ArrayList<>();

    Found(UUID anchor, int day) {
      this.anchor = anchor;
      this.day = day;
    }

    List<Observation> all() {
      return List.copyOf(all);
    }

    void add(ObservedField field, String value) {
      boolean storable = value.indexOf('\0') < 0 && wellFormed(value);
      if (!value.isEmpty() && value.length() <= ObservedField.MAX_VALUE_LENGTH && storable) {
        all.add(new Observation(anchor, field, value, day));
      }
    }

    private static boolean wellFormed(String value) {
      return value
          .codePoints()
          .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
  }
}
