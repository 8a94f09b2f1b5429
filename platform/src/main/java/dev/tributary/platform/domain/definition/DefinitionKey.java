package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a definition is called: its kind and, within it, its name.
 *
 * @param name starts with a letter or digit; letters, digits, {@code . _ -}; at most {@value
 *     #MAX_LENGTH} characters
 */
public record DefinitionKey(Kind kind, String name) {

  public static final int MAX_LENGTH = 100;

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public DefinitionKey {
    if (name.length() > MAX_LENGTH) {
      throw new InvalidValue("metadata.name", "longer than " + MAX_LENGTH + " characters");
    }
    if (!SHAPE.matcher(name).matches()) {
      throw new InvalidValue(
          "metadata.name", "not a letter or digit followed by letters, digits, '.', '_' or '-'");
    }
  }

  /** As the {@code definitions} topic spells it, for instance {@code Audience/big_spenders}. */
  public String text() {
    return kind.kindName() + "/" + name;
  }

  /** Reads {@link #text()} back; empty where it is of no kind known here. */
  public static Optional<DefinitionKey> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Kind.named(text.substring(0, slash))
        .map(kind -> new DefinitionKey(kind, text.substring(slash + 1)));
  }
}
