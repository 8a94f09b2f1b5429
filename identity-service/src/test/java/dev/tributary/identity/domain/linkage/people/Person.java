package dev.tributary.identity.domain.linkage.people;

import dev.tributary.identity.domain.linkage.text.Address;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Somebody, as they are in truth. */
record Person(
    int number,
    Household home,
    String given,
    String family,
    LocalDate birthday,
    String email,
    String otherEmail,
    String mobile,
    Address laterAddress,
    int office,
    boolean apple,
    int wakes,
    List<String> interests) {

  /** Pages of the shop that is visited. */
  static final int PAGES = 400;

  static Person of(
      int number,
      Household home,
      Population population,
      Set<String> taken,
      SplittableRandom random) {
    var given = Words.zipf(Words.GIVEN, 10, random);
    boolean surname = random.nextDouble() < population.sameSurname();
    var family = surname ? home.surname() : Words.zipf(Words.FAMILY, 30, random);
    boolean moved = random.nextDouble() < population.moved();
    var interests = new ArrayList<String>();
    int many = 4 + random.nextInt(6);
    for (int i = 0; i < many; i++) {
      boolean ofHome = random.nextDouble() < population.homeInterests();
      interests.add(page(ofHome ? (home.number() * 7 + i) % PAGES : random.nextInt(PAGES)));
    }
    return new Person(
        number,
        home,
        given,
        family,
        LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000)),
        email(given, family, taken, random),
        email(given, family, taken, random),
        Household.phone(random),
        moved ? Household.address(random) : home.address(),
        random.nextDouble() < population.office() ? 1 : 0,
        random.nextDouble() < 0.4,
        5 + random.nextInt(5),
        interests);
  }

  static String page(int number) {
    return "shop.example/c" + number / 20 + "/p" + number;
  }

  /** An address that nobody else has. */
  private static String email(
      String given, String family, Set<String> taken, SplittableRandom random) {
    var email = email(given, family, random);
    while (!taken.add(email)) {
      email = random.nextInt(10) + email;
    }
    return email;
  }

  private static String email(String given, String family, SplittableRandom random) {
    var domain = Words.DOMAINS.get(random.nextInt(Words.DOMAINS.size()));
    var local =
        switch (random.nextInt(4)) {
          case 0 -> given + "." + family;
          case 1 -> given.charAt(0) + family + random.nextInt(100);
          case 2 -> family + random.nextInt(1_000);
          default -> Words.zipf(Words.FAMILY, 30, random) + random.nextInt(1_000);
        };
    return local + "@" + domain;
  }
}
