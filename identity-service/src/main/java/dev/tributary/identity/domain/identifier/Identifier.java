package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Comparator;

/**
 * A name of a customer. Ordered by the name of its type, then by value.
 *
 * @param value as it is compared: what the rules made of what was sent; not blank, at most {@value
 *     #MAX_LENGTH} characters
 */
public record Identifier(IdentifierType type, String value) implements Comparable<Identifier> {

  public static final int MAX_LENGTH = 500;

  private static final Comparator<Identifier> ORDER =
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
  }

  /** An identifier of a type given by name. */
  public static Identifier of(String type, String value) {
    return new Identifier(new IdentifierType(type), value);
  }

  @Override
  public int compareTo(Identifier other) {
    return ORDER.compare(this, other);
  }
}
