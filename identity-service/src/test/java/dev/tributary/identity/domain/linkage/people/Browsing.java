package dev.tributary.identity.domain.linkage.people;

import dev.tributary.identity.domain.linkage.record.Days;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Lets people's devices visit a shop for some days: from home, from the office, on the way. */
final class Browsing {

  private static final int FIRST_DAY = 20_000;
  private static final List<String> LOCALES = List.of("en-GB", "en-GB", "en-GB", "en-US", "de-DE");

  private final Population population;
  private final Offices offices;
  private final SplittableRandom random;
  private long devices;

  Browsing(Population population, Offices offices, SplittableRandom random) {
    this.population = population;
    this.offices = offices;
    this.random = random;
  }

  private enum Sort {
    PHONE,
    LAPTOP,
    TABLET
  }

  List<LinkageRecord> devices(Person person, boolean firstOfHome, Person housemate) {
    var all = new ArrayList<LinkageRecord>();
    var locale = LOCALES.get(person.home().number() % LOCALES.size());
    all.add(device(Sort.PHONE, person, person, locale));
    if (random.nextDouble() < 0.7) {
      all.add(device(Sort.LAPTOP, person, person, locale));
    }
    if (firstOfHome && person.home().tablet()) {
      all.add(device(Sort.TABLET, person, housemate, locale));
    } else if (random.nextDouble() < 0.15) {
      all.add(device(Sort.TABLET, person, person, locale));
    }
    return all;
  }

  private LinkageRecord device(Sort sort, Person owner, Person other, String locale) {
    var record = new LinkageRecord.Builder(new UUID(3, devices++));
    var whole = Days.of(FIRST_DAY, FIRST_DAY + population.days() - 1);
    record.add(ObservedField.USER_AGENT, agent(sort, owner), whole);
    record.add(ObservedField.LOCALE, locale, whole);
    record.add(ObservedField.TIMEZONE, "Europe/London", whole);
    int visits = 3 + random.nextInt(population.visits() - 2);
    for (int i = 0; i < visits; i++) {
      var user = random.nextInt(3) == 0 ? other : owner;
      visit(record, sort, user, FIRST_DAY + random.nextInt(population.days()));
    }
    return record.build();
  }

  private void visit(LinkageRecord.Builder record, Sort sort, Person user, int day) {
    boolean workday = day % 7 < 5;
    var office = offices.network(user);
    boolean atWork = workday && !office.isEmpty() && sort != Sort.TABLET && random.nextInt(3) == 0;
    boolean onTheWay = sort == Sort.PHONE && !atWork && random.nextInt(3) == 0;
    var late = day >= FIRST_DAY + population.days() / 2;
    var network =
        atWork
            ? office
            : onTheWay
                ? "carrier-" + random.nextInt(population.carriers())
                : late ? user.home().laterNetwork() : user.home().network();
    int hour = atWork ? 9 + random.nextInt(8) : user.wakes() + habit();
    var on = Days.of(day);
    record.add(ObservedField.IP, network, on);
    record.add(ObservedField.HOUR, Integer.toString(hour % 24), on);
    int pages = 1 + random.nextInt(4);
    for (int i = 0; i < pages; i++) {
      record.add(ObservedField.PAGE, page(user), on);
    }
  }

  /** Hours since waking up: mostly early, or in the evening. */
  private int habit() {
    return random.nextBoolean() ? random.nextInt(3) : 11 + random.nextInt(4);
  }

  private String page(Person user) {
    if (random.nextDouble() < population.ownPages()) {
      return user.interests().get(random.nextInt(user.interests().size()));
    }
    double at = random.nextDouble();
    return Person.page((int) (at * at * at * Person.PAGES));
  }

  private String agent(Sort sort, Person owner) {
    boolean apple = random.nextDouble() < 0.85 ? owner.apple() : !owner.apple();
    return switch (sort) {
      case PHONE -> apple ? "ios|safari|" : "android|chrome|sm-" + (900 + random.nextInt(40));
      case TABLET -> apple ? "ipados|safari|" : "android|chrome|tab-" + random.nextInt(10);
      case LAPTOP ->
          apple
              ? "macos|" + (random.nextBoolean() ? "safari|" : "chrome|")
              : "windows|" + (random.nextInt(3) == 0 ? "edge|" : "chrome|");
    };
  }
}
