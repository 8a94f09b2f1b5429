package dev.tributary.identity.domain.linkage.comparison;

import static dev.tributary.identity.domain.linkage.comparison.Comparison.Scope.PERSONAL;
import static dev.tributary.identity.domain.linkage.comparison.Comparison.Scope.SHARED;

import dev.tributary.identity.domain.linkage.comparison.ValueComparison.Near;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.identity.domain.linkage.text.Address;
import dev.tributary.identity.domain.linkage.text.Agent;
import dev.tributary.identity.domain.linkage.text.Birthday;
import dev.tributary.identity.domain.linkage.text.Email;
import dev.tributary.identity.domain.linkage.text.Likeness;
import dev.tributary.identity.domain.linkage.text.Names;
import dev.tributary.identity.domain.linkage.text.Phone;
import java.util.List;
import java.util.Optional;

/** The fields by which records of people are compared. */
public final class PersonComparisons {

  /** Shorter local parts, such as {@code info}, are many people's. */
  private static final int SHORTEST_LOCAL_PART = 6;

  private PersonComparisons() {}

  /** All, in the order in which evidence is shown. */
  public static List<Comparison> all(int privateIpProfiles) {
    return List.of(
        givenName(),
        familyName(),
        email(),
        phone(),
        address(),
        birthday(),
        device(),
        userAgent(),
        new IpFootprint(privateIpProfiles));
  }

  static Comparison givenName() {
    return new ValueComparison<>(
        "given_name",
        ObservedField.GIVEN_NAME,
        PERSONAL,
        Optional::of,
        true,
        List.of(
            new Near<>("alias", Names::aliases),
            new Near<>("close", (a, b) -> Likeness.jaroWinkler(a, b) >= 0.88),
            new Near<>("initial", PersonComparisons::initialOfTheOther)));
  }

  static Comparison familyName() {
    return new ValueComparison<>(
        "family_name",
        ObservedField.FAMILY_NAME,
        SHARED,
        Optional::of,
        true,
        List.of(
            new Near<>(
                "close", (a, b) -> Likeness.jaroWinkler(a, b) >= 0.9 || Likeness.within(1, a, b))));
  }

  static Comparison email() {
    return new ValueComparison<>(
        "email",
        ObservedField.EMAIL,
        SHARED,
        Email::parse,
        false,
        List.of(
            new Near<>("local_part", PersonComparisons::sameLocalPart),
            new Near<>(
                "close",
                (a, b) ->
                    a.domain().equals(b.domain())
                        && Likeness.jaroWinkler(a.local(), b.local()) >= 0.94)));
  }

  static Comparison phone() {
    return new ValueComparison<>(
        "phone",
        ObservedField.PHONE,
        SHARED,
        Phone::parse,
        true,
        List.of(new Near<>("one_digit", (a, b) -> Likeness.within(1, a.digits(), b.digits()))));
  }

  static Comparison address() {
    return new ValueComparison<>(
        "address",
        ObservedField.ADDRESS,
        SHARED,
        Address::parse,
        true,
        List.of(
            new Near<>("house", Address::sameHouse),
            new Near<>("street", Address::sameStreet),
            new Near<>("postal_code", Address::samePostalCode)));
  }

  static Comparison birthday() {
    return new ValueComparison<>(
        "birthday",
        ObservedField.BIRTHDAY,
        PERSONAL,
        Birthday::parse,
        false,
        List.of(new Near<>("close", Birthday::isClose)));
  }

  static Comparison device() {
    return new ValueComparison<>(
        "device", ObservedField.DEVICE, SHARED, Optional::of, true, List.of());
  }

  static Comparison userAgent() {
    return new ValueComparison<>(
        "user_agent",
        ObservedField.USER_AGENT,
        PERSONAL,
        Agent::parse,
        true,
        List.of(new Near<>("maker", Agent::sameMaker)));
  }

  private static boolean sameLocalPart(Email one, Email other) {
    return one.local().length() >= SHORTEST_LOCAL_PART && one.local().equals(other.local());
  }

  private static boolean initialOfTheOther(String one, String other) {
    var shorter = one.length() < other.length() ? one : other;
    var longer = one.length() < other.length() ? other : one;
    return shorter.length() == 1 && longer.startsWith(shorter);
  }
}
