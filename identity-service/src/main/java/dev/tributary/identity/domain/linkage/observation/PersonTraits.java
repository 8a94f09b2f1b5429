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
import dev.tributary.platform.domain.json.Json;
import java.util.Optional;

/**
 * The traits of an identify that say who somebody is, by the names that Segment's spec gives them
 * and the spellings seen beside: {@code firstName} and {@code first_name}.
 */
final class PersonTraits {

  private PersonTraits() {}

  static void read(Json.Obj traits, Found found) {
    var whole = any(traits, "name", "fullName", "full_name").map(Names::split);
    any(traits, "firstName", "first_name")
        .map(Names::normal)
        .or(() -> whole.map(Names.Whole::given))
        .ifPresent(given -> found.add(ObservedField.GIVEN_NAME, Names.first(given)));
    any(traits, "lastName", "last_name")
        .map(Names::normal)
        .or(() -> whole.map(Names.Whole::family))
        .ifPresent(family -> found.add(ObservedField.FAMILY_NAME, family));
    any(traits, "email")
        .flatMap(Email::parse)
        .ifPresent(email -> found.add(ObservedField.EMAIL, email.text()));
    any(traits, "phone")
        .flatMap(Phone::parse)
        .ifPresent(phone -> found.add(ObservedField.PHONE, phone.text()));
    any(traits, "birthday", "dateOfBirth", "date_of_birth")
        .flatMap(Birthday::parse)
        .ifPresent(birthday -> found.add(ObservedField.BIRTHDAY, birthday.text()));
    address(traits).ifPresent(address -> found.add(ObservedField.ADDRESS, address.text()));
  }

  private static Optional<Address> address(Json.Obj traits) {
    var line = text(traits, "address");
    if (line.isPresent()) {
      return Address.ofLine(line.get());
    }
    var parts = object(traits, "address");
    return Address.of(
        any(parts, "street", "line1").orElse(""),
        any(parts, "postalCode", "postal_code", "zip").orElse(""),
        any(parts, "city").orElse(""));
  }

  private static Optional<String> any(Json.Obj traits, String... names) {
    for (var name : names) {
      var value = text(traits, name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
