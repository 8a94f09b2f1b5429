package dev.tributary.identity.domain.event;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Source;
import dev.tributary.identity.domain.identifier.Source.Device;
import dev.tributary.identity.domain.identifier.Source.DeviceField;
import dev.tributary.identity.domain.identifier.Source.Envelope;
import dev.tributary.identity.domain.identifier.Source.Field;
import dev.tributary.identity.domain.identifier.Source.Part;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import dev.tributary.identity.domain.rules.TypeRule.ReadValue;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects the identifiers of one event as the rules say. One that cannot be used is set aside with
 * a stable code and never stops the others. Not thread-safe; one reader reads one event.
 */
final class IdentifierReader {

  /** More identifiers than this in one event are set aside, lowest priority first. */
  static final int MAX_PER_EVENT = 50;

  /** A number with more digits is nobody's id. */
  private static final int MAX_DIGITS = 40;

  private final ClientEvent event;
  private final Rules rules;
  private final TreeSet<Identifier> identifiers;
  private final List<String> setAside = new ArrayList<>();

  IdentifierReader(ClientEvent event, Rules rules) {
    this.event = event;
    this.rules = rules;
    this.identifiers = new TreeSet<>(rules.byPriority());
  }

  /** Takes all there are. */
  void read() {
    boolean hasDocument = !event.document().fields().isEmpty();
    for (var rule : rules.types()) {
      read(rule, hasDocument);
    }
    if (hasDocument) {
      event.context().field("externalIds").ifPresent(this::readExternalIds);
    }
  }

  /** Takes the first value there is; without a document only the envelope can hold one. */
  private void read(TypeRule rule, boolean hasDocument) {
    for (var source : rule.sources()) {
      var value = hasDocument || source instanceof Envelope ? at(source) : Optional.<Json>empty();
      if (value.isPresent()) {
        take(rule, value.get());
        return;
      }
    }
  }

  /** All usable ones, highest priority first. */
  SortedSet<Identifier> identifiers() {
    return identifiers;
  }

  /** Why others were not. */
  List<String> setAside() {
    return setAside;
  }

  private Optional<Json> at(Source source) {
    return switch (source) {
      case Envelope envelope -> envelope(envelope).filter(id -> !id.isEmpty()).map(Json::of);
      case Field(var part, var path) -> Fields.at(part(part), path);
      case Device(var platform, var field) -> {
        var device = Fields.object(event.context(), "device");
        yield platform.isCalled(platformOf(device)) && mayBeUsed(device, field)
            ? device.field(field.fieldName())
            : Optional.empty();
      }
    };
  }

  private Optional<String> envelope(Envelope envelope) {
    var names = event.names();
    return switch (envelope) {
      case USER_ID -> Optional.of(names.userId());
      case ANONYMOUS_ID -> Optional.of(names.anonymousId());
      case GROUP_ID -> event.call() == Call.GROUP ? Optional.of(names.groupId()) : Optional.empty();
    };
  }

  private Json.Obj part(Part part) {
    return switch (part) {
      case TRAITS -> event.call() == Call.IDENTIFY ? event.traits() : Json.Obj.EMPTY;
      case PROPERTIES -> event.properties();
      case CONTEXT -> event.context();
    };
  }

  /** SDKs write {@code ios}, {@code iOS}, {@code Android}; some name only the system. */
  private String platformOf(Json.Obj device) {
    var type = Fields.text(device, "type");
    var name = type.isEmpty() ? Fields.text(Fields.object(event.context(), "os"), "name") : type;
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean mayBeUsed(Json.Obj device, DeviceField field) {
    return field != DeviceField.ADVERTISING_ID
        || device.field("adTrackingEnabled").filter(Json.Bool.TRUE::equals).isPresent();
  }

  private void take(TypeRule rule, Json value) {
    switch (value) {
      case Json.Str(var text) -> take(rule, text);
      case Json.Num(var number) when isId(number) -> take(rule, number.toBigInteger().toString());
      case Json.Null _ -> {}
      case Json.Num _, Json.Obj _, Json.Arr _, Json.Bool _ -> setAside.add("identifier_invalid");
    }
  }

  /** Takes one value; an empty one is as good as none. */
  private void take(TypeRule rule, String value) {
    if (value.isEmpty()) {
      return;
    }
    switch (rule.read(value)) {
      case ReadValue.Usable(var identifier) -> identifiers.add(identifier);
      case ReadValue.Blocked _ -> setAside.add("identifier_blocked");
      case ReadValue.Unusable _ -> setAside.add("identifier_invalid");
    }
    if (identifiers.size() > MAX_PER_EVENT) {
      identifiers.removeLast();
      setAside.add("identifiers_too_many");
    }
  }

  /** Takes the items that carry all four fields as Segment asks. */
  private void readExternalIds(Json externalIds) {
    if (!(externalIds instanceof Json.Arr(var items))) {
      setAside.add("external_id_invalid");
      return;
    }
    for (var item : items) {
      if (item instanceof Json.Obj fields
          && Fields.text(fields, "collection").equals("users")
          && Fields.text(fields, "encoding").equals("none")
          && !Fields.text(fields, "id").isEmpty()) {
        readTyped(Fields.text(fields, "type"), Fields.text(fields, "id"));
      } else {
        setAside.add("external_id_invalid");
      }
    }
  }

  private void readTyped(String typeName, String value) {
    IdentifierType type;
    try {
      type = new IdentifierType(typeName);
    } catch (InvalidValue _) {
      setAside.add("external_id_invalid");
      return;
    }
    take(rules.of(type), value);
  }

  private static boolean isId(BigDecimal number) {
    return number.precision() - number.scale() <= MAX_DIGITS
        && number.signum() >= 0
        && number.remainder(BigDecimal.ONE).signum() == 0;
  }
}
