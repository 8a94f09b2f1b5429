package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.Observed;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.identity.domain.linkage.text.Address;
import dev.tributary.identity.domain.linkage.text.Email;
import dev.tributary.identity.domain.linkage.text.Names;
import dev.tributary.identity.domain.linkage.text.Soundex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules that bring records of people together. None needs more than two fields to agree, so
 * that a typo or a move is bridged by another rule.
 */
public final class PersonBlocking {

  private static final int SHORTEST_LOCAL_PART = 6;

  private PersonBlocking() {}

  /** All rules, narrowest first. */
  public static List<BlockingRule> all() {
    return List.of(
        one("email", ObservedField.EMAIL, Optional::of),
        one("phone", ObservedField.PHONE, Optional::of),
        one("device", ObservedField.DEVICE, Optional::of),
        one("email_local_part", ObservedField.EMAIL, PersonBlocking::localPart),
        two(
            "name",
            ObservedField.GIVEN_NAME,
            Optional::of,
            ObservedField.FAMILY_NAME,
            Optional::of),
        two(
            "sound_and_birthday",
            ObservedField.FAMILY_NAME,
            PersonBlocking::sound,
            ObservedField.BIRTHDAY,
            Optional::of),
        two(
            "given_name_and_birthday",
            ObservedField.GIVEN_NAME,
            PersonBlocking::initial,
            ObservedField.BIRTHDAY,
            Optional::of),
        two(
            "family_name_and_postal_code",
            ObservedField.FAMILY_NAME,
            Optional::of,
            ObservedField.ADDRESS,
            PersonBlocking::postalCode),
        two(
            "initial_and_house",
            ObservedField.GIVEN_NAME,
            PersonBlocking::initial,
            ObservedField.ADDRESS,
            PersonBlocking::house));
  }

  private static BlockingRule one(
      String name, ObservedField field, Function<String, Optional<String>> key) {
    return new ValueBlocking(name, record -> keys(record, field, key));
  }

  private static BlockingRule two(
      String name,
      ObservedField first,
      Function<String, Optional<String>> ofFirst,
      ObservedField second,
      Function<String, Optional<String>> ofSecond) {
    return new ValueBlocking(
        name, record -> both(keys(record, first, ofFirst), keys(record, second, ofSecond)));
  }

  private static List<String> keys(
      LinkageRecord record, ObservedField field, Function<String, Optional<String>> key) {
    return record.of(field).stream()
        .map(Observed::value)
        .map(key)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static List<String> both(List<String> ones, List<String> others) {
    var both = new ArrayList<String>();
    for (var one : ones) {
      for (var other : others) {
        both.add(one + "\n" + other);
      }
    }
    return both;
  }

  private static Optional<String> localPart(String email) {
    return Email.parse(email)
        .map(Email::local)
        .filter(local -> local.length() >= SHORTEST_LOCAL_PART);
  }

  private static Optional<String> sound(String name) {
    return Optional.of(Soundex.of(name)).filter(sound -> !sound.isEmpty());
  }

  private static Optional<String> initial(String name) {
    return Optional.of(Names.first(name).substring(0, 1));
  }

  private static Optional<String> postalCode(String address) {
    return Address.parse(address).map(Address::postalCode).filter(code -> !code.isEmpty());
  }

  private static Optional<String> house(String address) {
    return Address.parse(address)
        .filter(known -> !known.street().isEmpty() && !known.house().isEmpty())
        .map(known -> known.street() + "\n" + known.house());
  }
}
