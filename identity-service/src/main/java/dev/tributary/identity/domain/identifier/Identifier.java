package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name of a customer. Ordered by priority of its type, then by value.
 *
 * @param value as it is compared: an e-mail address without surrounding white space and in lower
 *     case, anything else as it came; not blank, at most {@value #MAX_LENGTH} characters
 */
public record Identifier(IdentifierType type, String value) implements Comparable<Identifier> {

  public static final int MAX_LENGTH = 500;

  private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");
  private static final Comparator<Identifier> PRIORITY =
      Comparator.comparing(Identifier::type).thenComparing(Identifier::value);

  public Identifier {
    if (value.isBlank()) {
      throw new InvalidValue("identifier", "blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new InvalidValue("identifier", "longer than " + MAX_LENGTH + " characters");
    }
    if (!Texts.isStorable(value)) {
      throw new InvalidValue("identifier", "not well-formed text");
    }
    if (type.equals(IdentifierType.EMAIL)) {
      value = value.strip().toLowerCase(Locale.ROOT);
      if (!ADDRESS.matcher(value).matches()) {
        throw new InvalidValue("identifier", "not an e-mail address");
      }
    }
  }

  /** An identifier of a type given by name. */
  public static Identifier of(String type, String value) {
    return new Identifier(new IdentifierType(type), value);
  }

  @Override
  public int compareTo(Identifier other) {
    return PRIORITY.compare(this, other);
  }
}
