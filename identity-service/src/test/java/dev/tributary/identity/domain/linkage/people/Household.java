package dev.tributary.identity.domain.linkage.people;

import dev.tributary.identity.domain.linkage.text.Address;
import java.util.SplittableRandom;

/** What people who live together have in common. */
record Household(
    int number,
    String surname,
    Address address,
    String landline,
    String email,
    String network,
    String laterNetwork,
    boolean tablet) {

  private static final int STREETS = 400;

  static Household of(int number, Population population, SplittableRandom random) {
    var surname = Words.zipf(Words.FAMILY, 30, random);
    var network = network(number);
    return new Household(
        number,
        surname,
        address(random),
        phone(random),
        random.nextDouble() < population.sharedEmail()
            ? "the" + surname + "s" + number + "@example.org"
            : "",
        network,
        random.nextDouble() < population.newAddress() ? network(1_000_000 + number) : network,
        random.nextDouble() < population.sharedTablet());
  }

  static Address address(SplittableRandom random) {
    int street = random.nextInt(STREETS);
    int area = street / 8;
    return new Address(
        Words.FAMILY.get(street) + " road",
        Integer.toString(1 + random.nextInt(120)),
        "ab" + (10 + area),
        "town" + area / 10);
  }

  static String phone(SplittableRandom random) {
    return Integer.toString(100_000_000 + random.nextInt(900_000_000));
  }

  private static String network(int number) {
    return "net-" + number;
  }
}
