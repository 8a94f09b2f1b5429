package dev.tributary.identity.domain.linkage.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Who works where: each office is behind one address. */
record Offices(Map<Integer, String> networkOf) {

  static Offices of(List<Person> persons, Population population, SplittableRandom random) {
    var workers = new ArrayList<Integer>();
    persons.stream()
        .filter(person -> person.office() > 0)
        .forEach(person -> workers.add(person.number()));
    for (int i = workers.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      var worker = workers.get(i);
      workers.set(i, workers.get(j));
      workers.set(j, worker);
    }
    var networkOf = new HashMap<Integer, String>();
    int office = 0;
    int places = 0;
    for (var worker : workers) {
      if (places == 0) {
        office++;
        places = (int) (2 * Math.pow(population.officeSize() / 2.0, random.nextDouble()));
      }
      networkOf.put(worker, "office-" + office);
      places--;
    }
    return new Offices(networkOf);
  }

  String network(Person person) {
    return networkOf.getOrDefault(person.number(), "");
  }
}
