package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import java.util.regex.Pattern;

/**
 * What sort of name an identifier is, for instance {@code user_id}. Ordered by name; which type
 * counts for more is for the rules to say.
 *
 * @param name lower case letters, digits, {@code . _ -}; starts with a letter or digit; at most
 *     {@value #MAX_LENGTH} characters
 */
public record IdentifierType(String name) implements Comparable<IdentifierType> {

  public static final int MAX_LENGTH = 64;

  // Before the constants below, which are checked by it.
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  public static final IdentifierType USER_ID = new IdentifierType("user_id");
  public static final IdentifierType EMAIL = new IdentifierType("email");
  public static final IdentifierType ANONYMOUS_ID = new IdentifierType("anonymous_id");
  public static final IdentifierType GROUP_ID = new IdentifierType("group_id");

  public IdentifierType {
    if (name.length() > MAX_LENGTH) {
      throw new InvalidValue("identifier type", "longer than " + MAX_LENGTH + " characters");
    }
    if (!SHAPE.matcher(name).matches()) {
      throw new InvalidValue("identifier type", "not lower case letters, digits, '.', '_' or '-'");
    }
  }

  @Override
  public int compareTo(IdentifierType other) {
    return name.compareTo(other.name);
  }
}
