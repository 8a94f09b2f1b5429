package dev.tributary.identity.domain.linkage.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A postal address as it is compared: each part in the normal form of names; a part that is not
 * known is empty, but never both street and postal code.
 *
 * @param house number, with what belongs to it, such as {@code 12a}
 */
public record Address(String street, String house, String postalCode, String city) {

  private static final int MAX_LENGTH = 300;
  private static final Pattern SEPARATOR = Pattern.compile("\\|");
  private static final Pattern COMMA = Pattern.compile("[,\\n;]");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern HOUSE = Pattern.compile("\\d+[a-z]?");
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("st", "street"),
          Map.entry("str", "strasse"),
          Map.entry("rd", "road"),
          Map.entry("ave", "avenue"),
          Map.entry("av", "avenue"),
          Map.entry("ln", "lane"),
          Map.entry("dr", "drive"),
          Map.entry("blvd", "boulevard"),
          Map.entry("sq", "square"),
          Map.entry("ct", "court"),
          Map.entry("pl", "place"));

  /** An address of its parts as people write them; empty where neither street nor code is known. */
  public static Optional<Address> of(String street, String postalCode, String city) {
    if (street.length() + postalCode.length() + city.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var house = new StringBuilder();
    var words = new ArrayList<String>();
    for (var word : words(street)) {
      if (house.isEmpty() && HOUSE.matcher(word).matches()) {
        house.append(word);
      } else if (!word.isEmpty()) {
        words.add(spelledOut(word));
      }
    }
    var name = String.join(" ", words);
    var code = Names.plain(postalCode).replace(" ", "");
    return name.isEmpty() && code.isEmpty()
        ? Optional.empty()
        : Optional.of(new Address(name, house.toString(), code, Names.plain(city)));
  }

  /** Reads an address on one line, parts separated by commas. */
  public static Optional<Address> ofLine(String line) {
    if (line.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var parts = COMMA.split(line, -1);
    var code = "";
    var city = new ArrayList<String>();
    for (int i = 1; i < parts.length; i++) {
      for (var word : words(parts[i])) {
        if (code.isEmpty() && word.chars().anyMatch(Character::isDigit)) {
          code = word;
        } else {
          city.add(word);
        }
      }
    }
    return of(parts[0], code, String.join(" ", city));
  }

  /** Reads what {@link #text()} wrote. */
  public static Optional<Address> parse(String text) {
    var parts = SEPARATOR.split(text, -1);
    return parts.length == 4
        ? Optional.of(new Address(parts[0], parts[1], parts[2], parts[3]))
        : Optional.empty();
  }

  public String text() {
    return String.join("|", List.of(street, house, postalCode, city));
  }

  /** Whether both have the street, spelled much alike, in what is or may be the same place. */
  public boolean sameStreet(Address other) {
    return !street.isEmpty()
        && !other.street.isEmpty()
        && samePlace(other)
        && (Likeness.jaroWinkler(street, other.street) >= 0.92);
  }

  /** Whether both name the same house of the same street. */
  public boolean sameHouse(Address other) {
    return sameStreet(other) && !house.isEmpty() && house.equals(other.house);
  }

  /** Whether both have the same postal code. */
  public boolean samePostalCode(Address other) {
    return !postalCode.isEmpty() && postalCode.equals(other.postalCode);
  }

  private boolean samePlace(Address other) {
    if (!postalCode.isEmpty() && !other.postalCode.isEmpty()) {
      return Likeness.within(1, postalCode, other.postalCode);
    }
    return city.equals(other.city);
  }

  private static String spelledOut(String word) {
    if (word.endsWith("str") && word.length() > 3) {
      return word + "asse";
    }
    return WORDS.getOrDefault(word, word);
  }

  private static String[] words(String text) {
    return SPACE.split(Names.plain(text), -1);
  }
}
