package dev.tributary.identity.domain.linkage.observation;

import static dev.tributary.identity.domain.linkage.observation.ObservationReader.object;
import static dev.tributary.identity.domain.linkage.observation.ObservationReader.text;

import dev.tributary.identity.domain.linkage.observation.ObservationReader.Found;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.identity.domain.linkage.text.Address;
import dev.tributary.identity.domain.linkage.text.Birthday;
import dev.tributary.identity.domain.linkage.text.Email;
import dev.tributary.identity.domain.linkage.text.Names;
import dev.tributary.identity.domain.linkage.text.Phone;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the traits of an identify say who somebody is.
 *
 * @param names of each field, traits that hold it, the first that is there; a dot leads into an
 *     object
 */
public record PersonTraits(Map<String, List<String>> names) {

  /** The names that Segment's spec gives, and the spellings seen beside. */
  public static final PersonTraits USUAL =
      new PersonTraits(
          Map.of(
              "name", List.of("name", "fullName", "full_name"),
              "given-name", List.of("firstName", "first_name"),
              "family-name", List.of("lastName", "last_name"),
              "email", List.of("email"),
              "phone", List.of("phone"),
              "birthday", List.of("birthday", "dateOfBirth", "date_of_birth"),
              "address", List.of("address"),
              "street", List.of("address.street", "address.line1"),
              "postal-code", List.of("address.postalCode", "address.postal_code", "address.zip"),
              "city", List.of("address.city")));

  private static final int MOST_NAMES = 20;

  public PersonTraits {
    names = Map.copyOf(names);
  }

  /**
   * The usual names, but of some fields others.
   *
   * @throws InvalidValue for a field there is not, or names that are none
   */
  public static PersonTraits named(Map<String, List<String>> others) {
    var all = new LinkedHashMap<>(USUAL.names);
    others.forEach((field, names) -> {
      if (all.replace(field, List.copyOf(names)) == null) {
        throw new InvalidValue(field, "not a field that linkage knows");
      }
      if (names.size() > MOST_NAMES || names.stream().anyMatch(PersonTraits::isNoName)) {
        throw new InvalidValue(field, "not up to " + MOST_NAMES + " names of traits");
      }
    });
    return new PersonTraits(all);
  }

  void read(Json.Obj traits, Found found) {
    var whole = first(traits, "name").map(Names::split);
    first(traits, "given-name")
        .map(Names::normal)
        .or(() -> whole.map(Names.Whole::given))
        .ifPresent(given -> found.add(ObservedField.GIVEN_NAME, Names.first(given)));
    first(traits, "family-name")
        .map(Names::normal)
        .or(() -> whole.map(Names.Whole::family))
        .ifPresent(family -> found.add(ObservedField.FAMILY_NAME, family));
    first(traits, "email")
        .flatMap(Email::parse)
        .ifPresent(email -> found.add(ObservedField.EMAIL, email.text()));
    first(traits, "phone")
        .flatMap(Phone::parse)
        .ifPresent(phone -> found.add(ObservedField.PHONE, phone.text()));
    first(traits, "birthday")
        .flatMap(Birthday::parse)
        .ifPresent(birthday -> found.add(ObservedField.BIRTHDAY, birthday.text()));
    address(traits).ifPresent(address -> found.add(ObservedField.ADDRESS, address.text()));
  }

  private Optional<Address> address(Json.Obj traits) {
    var line = first(traits, "address");
    if (line.isPresent()) {
      return Address.ofLine(line.get());
    }
    return Address.of(
        first(traits, "street").orElse(""),
        first(traits, "postal-code").orElse(""),
        first(traits, "city").orElse(""));
  }

  private Optional<String> first(Json.Obj traits, String field) {
    for (var name : names.getOrDefault(field, List.of())) {
      var value = at(traits, name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> at(Json.Obj traits, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? text(traits, path)
        : at(object(traits, path.substring(0, dot)), path.substring(dot + 1));
  }

  private static boolean isNoName(String name) {
    return name.isBlank() || name.startsWith(".") || name.endsWith(".") || name.contains("..");
  }
}
