package dev.tributary.identity.domain.linkage.people;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * People who do not exist, with the records they leave, and whose each record is in truth. The same
 * population and seed give the same people.
 */
public final class People {

  private final List<Person> persons;
  private final Population population;
  private final long seed;

  private People(List<Person> persons, Population population, long seed) {
    this.persons = persons;
    this.population = population;
    this.seed = seed;
  }

  public static People of(Population population, long seed) {
    var random = new SplittableRandom(seed);
    var persons = new ArrayList<Person>();
    var taken = new HashSet<String>();
    for (int number = 0; persons.size() < population.persons(); number++) {
      var home = Household.of(number, population, random);
      int size = size(random);
      for (int i = 0; i < size && persons.size() < population.persons(); i++) {
        persons.add(Person.of(persons.size(), home, population, taken, random));
      }
    }
    return new People(persons, population, seed);
  }

  /** One to five live together. */
  private static int size(SplittableRandom random) {
    double at = random.nextDouble();
    return at < 0.35 ? 1 : at < 0.65 ? 2 : at < 0.8 ? 3 : at < 0.95 ? 4 : 5;
  }

  /** What they wrote about themselves, one record each time. */
  public Records written() {
    var random = new SplittableRandom(seed + 1);
    var writer = new RecordWriter(population, random);
    var all = new Records(new ArrayList<>(), new HashMap<>());
    for (var person : persons) {
      all.add(person, writer.write(person, false));
      if (random.nextDouble() < population.secondRecord()) {
        all.add(person, writer.write(person, true));
        if (random.nextDouble() < population.thirdRecord()) {
          all.add(person, writer.write(person, true));
        }
      }
    }
    return all;
  }

  /** What their devices did, one record each; a device that two use is the first one's. */
  public Records devices() {
    var random = new SplittableRandom(seed + 2);
    var offices = Offices.of(persons, population, random);
    var browsing = new Browsing(population, offices, random);
    var all = new Records(new ArrayList<>(), new HashMap<>());
    int home = -1;
    for (var person : persons) {
      boolean firstOfHome = person.home().number() != home;
      home = person.home().number();
      for (var device : browsing.devices(person, firstOfHome, housemate(person))) {
        all.add(person, device);
      }
    }
    return all;
  }

  /** Somebody else of the home; the person itself where there is nobody. */
  private Person housemate(Person person) {
    int next = Math.min(persons.size() - 1, person.number() + 1);
    return persons.get(next).home().number() == person.home().number() ? persons.get(next) : person;
  }

  /** Records, and who each one is. */
  public record Records(List<LinkageRecord> records, Map<UUID, UUID> customerOf) {

    private void add(Person person, LinkageRecord record) {
      records.add(record);
      customerOf.put(record.id(), new UUID(1, person.number()));
    }
  }
}
