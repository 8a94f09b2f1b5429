package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import dev.tributary.identity.domain.identifier.Source;
import dev.tributary.identity.domain.identifier.Source.Device;
import dev.tributary.identity.domain.identifier.Source.DeviceField;
import dev.tributary.identity.domain.identifier.Source.Envelope;
import dev.tributary.identity.domain.identifier.Source.Field;
import dev.tributary.identity.domain.identifier.Source.Part;
import dev.tributary.identity.domain.identifier.Source.Platform;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Segment's eleven identifiers: known to everybody without a word, and read where Segment does. */
final class BuiltInTypes {

  private static final Map<String, List<Source>> SOURCES =
      Map.ofEntries(
          Map.entry("user_id", List.of(Envelope.USER_ID)),
          Map.entry(
              "email", List.of(path(Part.TRAITS, "email"), path(Part.CONTEXT, "traits", "email"))),
          Map.entry("anonymous_id", List.of(Envelope.ANONYMOUS_ID)),
          Map.entry("group_id", List.of(Envelope.GROUP_ID)),
          Map.entry("android.id", List.of(new Device(Platform.ANDROID, DeviceField.ID))),
          Map.entry(
              "android.idfa", List.of(new Device(Platform.ANDROID, DeviceField.ADVERTISING_ID))),
          Map.entry(
              "android.push_token", List.of(new Device(Platform.ANDROID, DeviceField.PUSH_TOKEN))),
          Map.entry("ios.id", List.of(new Device(Platform.IOS, DeviceField.ID))),
          Map.entry("ios.idfa", List.of(new Device(Platform.IOS, DeviceField.ADVERTISING_ID))),
          Map.entry("ios.push_token", List.of(new Device(Platform.IOS, DeviceField.PUSH_TOKEN))),
          Map.entry(
              "ga_client_id",
              List.of(path(Part.CONTEXT, "integrations", "Google Analytics", "clientId"))));

  private BuiltInTypes() {}

  /** Where a type is read from; nowhere, where Segment does not know it. */
  static List<Source> sources(IdentifierType type) {
    return SOURCES.getOrDefault(type.name(), List.of());
  }

  static Normalisation normalisation(IdentifierType type) {
    return type.equals(IdentifierType.EMAIL) ? Normalisation.Plain.EMAIL : Normalisation.NONE;
  }

  static boolean joins(IdentifierType type) {
    return !type.equals(IdentifierType.GROUP_ID);
  }

  /**
   * One {@code user_id} a customer. Segment's five of all others leave people with six browsers
   * outside.
   */
  static List<Limit> limits(IdentifierType type) {
    return type.equals(IdentifierType.USER_ID) ? List.of(Limit.UNIQUE) : List.of();
  }

  /** All eleven by Segment's priority: {@code user_id}, {@code email}, the others by name. */
  static List<TypeRule> inOrder() {
    return SOURCES.keySet().stream()
        .map(IdentifierType::new)
        .sorted(Comparator.comparingInt(BuiltInTypes::rank).thenComparing(IdentifierType::name))
        .map(type -> new TypeRule(type, joins(type), limits(type)))
        .toList();
  }

  private static int rank(IdentifierType type) {
    if (type.equals(IdentifierType.USER_ID)) {
      return 0;
    }
    return type.equals(IdentifierType.EMAIL) ? 1 : 2;
  }

  private static Source path(Part part, String... names) {
    return new Field(part, Arrays.stream(names).map(List::of).toList());
  }
}
