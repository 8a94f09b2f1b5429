package dev.tributary.identity.domain.linkage.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Names, streets and cities of generated people, common ones more often than rare ones. */
final class Words {

  static final List<String> GIVEN =
      List.of(
          ("james mary robert patricia john jennifer michael linda david elizabeth william barbara"
                  + " richard susan joseph jessica thomas sarah charles karen christopher lisa"
                  + " daniel nancy matthew betty anthony margaret mark sandra donald ashley steven"
                  + " kimberly paul emily andrew donna joshua michelle kenneth carol kevin amanda"
                  + " brian melissa george deborah timothy stephanie ronald rebecca jason sharon"
                  + " edward laura jeffrey cynthia ryan dorothy jacob amy gary kathleen nicholas"
                  + " angela eric shirley jonathan emma stephen anna larry pamela justin nicole"
                  + " scott samantha brandon katherine benjamin christine samuel helen gregory"
                  + " rachel frank carolyn alexander janet raymond maria patrick catherine jack"
                  + " heather dennis diane jerry olivia tyler julie aaron joyce jose victoria"
                  + " henry ruth adam virginia douglas lauren nathan kelly peter christina")
              .split(" "));

  static final Map<String, List<String>> NICKNAMES =
      Map.ofEntries(
          Map.entry("james", List.of("jim", "jimmy", "jamie")),
          Map.entry("robert", List.of("bob", "rob")),
          Map.entry("patricia", List.of("pat", "trish")),
          Map.entry("michael", List.of("mike", "mick")),
          Map.entry("elizabeth", List.of("liz", "beth")),
          Map.entry("william", List.of("bill", "will", "liam")),
          Map.entry("richard", List.of("rick", "dick")),
          Map.entry("susan", List.of("sue")),
          Map.entry("joseph", List.of("joe")),
          Map.entry("thomas", List.of("tom")),
          Map.entry("charles", List.of("charlie", "chuck")),
          Map.entry("christopher", List.of("chris", "kit")),
          Map.entry("daniel", List.of("dan")),
          Map.entry("matthew", List.of("matt")),
          Map.entry("anthony", List.of("tony")),
          Map.entry("margaret", List.of("meg", "peggy")),
          Map.entry("andrew", List.of("andy", "drew")),
          Map.entry("joshua", List.of("josh")),
          Map.entry("edward", List.of("ed", "ted")),
          Map.entry("samuel", List.of("sam")),
          Map.entry("katherine", List.of("kate", "kathy")),
          Map.entry("benjamin", List.of("ben")),
          Map.entry("alexander", List.of("alex", "sandy")),
          Map.entry("henry", List.of("harry", "hank")));

  static final List<String> DOMAINS =
      List.of("gmail.com", "outlook.com", "yahoo.com", "icloud.com", "web.de", "example.org");

  private static final List<String> STARTS =
      List.of("bra", "ste", "mor", "hal", "wil", "kes", "dun", "lor", "fen", "gar", "tan", "ros");
  private static final List<String> MIDDLES =
      List.of("n", "ll", "ck", "st", "rd", "m", "v", "nd", "rt", "ss");
  private static final List<String> ENDS =
      List.of("er", "ford", "son", "ley", "man", "ton", "well", "by", "ham", "wick", "o", "ez");

  /** 1,440 surnames. */
  static final List<String> FAMILY = surnames();

  private Words() {}

  /** One of a list, the first ones more often: the nth with a weight of 1 / (n + flatness). */
  static String zipf(List<String> words, double flatness, SplittableRandom random) {
    double least = Math.log(flatness);
    double most = Math.log(words.size() + flatness);
    double at = Math.exp(least + random.nextDouble() * (most - least)) - flatness;
    return words.get(Math.min(words.size() - 1, (int) at));
  }

  private static List<String> surnames() {
    var names = new ArrayList<String>();
    for (var start : STARTS) {
      for (var middle : MIDDLES) {
        for (var end : ENDS) {
          names.add(start + middle + end);
        }
      }
    }
    // Neighbours in the list are alike; shuffled so that the common names are not.
    var random = new SplittableRandom(7);
    for (int i = names.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      var name = names.get(i);
      names.set(i, names.get(j));
      names.set(j, name);
    }
    return List.copyOf(names);
  }
}
