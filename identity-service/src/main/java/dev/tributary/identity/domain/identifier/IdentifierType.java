package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * What sort of name an identifier is, for instance {@code user_id}. Ordered by priority: {@code
 * user_id} first, {@code email} second, all others by name.
 *
 * @param name lower case letters, digits, {@code . _ -}; starts with a letter or digit; at most
 *     {@value #MAX_LENGTH} characters
 */
public record IdentifierType(String name) implements Comparable<IdentifierType> {

  public static final int MAX_LENGTH = 64;

  // Before the constants below, which are checked by them.
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Comparator<IdentifierType> PRIORITY =
      Comparator.comparingInt(IdentifierType::rank).thenComparing(IdentifierType::name);

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

  /**
   * Whether equal values mean the same customer. A group is shared by its members: its id is known
   * of each of them, and joins none of them.
   */
  public boolean joins() {
    return !equals(GROUP_ID);
  }

  @Override
  public int compareTo(IdentifierType other) {
    return PRIORITY.compare(this, other);
  }

  private int rank() {
    if (equals(USER_ID)) {
      return 0;
    }
    return equals(EMAIL) ? 1 : 2;
  }
}
