package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.json.Json;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes values that people write differently equal: letters and digits in lower case and without
 * accents, and one space where anything else stands. {@code "12, Rue de la Paix "} and {@code "12
 * rue de la paix"} are the same; {@code "12 r. de la Paix"} is another.
 */
final class KeyText {

  static final int MAX_LENGTH = 500;

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "0",
          "null",
          "nil",
          "none",
          "undefined",
          "nan",
          "n a",
          "na",
          "unknown",
          "anonymous",
          "test",
          "tbd",
          "object object");

  private KeyText() {}

  /**
   * The value as it is compared; empty where it says nothing: a placeholder, an object, nothing.
   */
  static Optional<String> of(Json value) {
    return switch (value) {
      case Json.Str(var text) -> of(text);
      case Json.Num(var number) -> of(number.stripTrailingZeros().toPlainString());
      case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  private static Optional<String> of(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var bare = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    var words = NEITHER_LETTER_NOR_DIGIT.matcher(bare).replaceAll(" ").strip();
    var key = words.toLowerCase(Locale.ROOT);
    return PLACEHOLDERS.contains(key) || isOnlyZeros(key) ? Optional.empty() : Optional.of(key);
  }

  private static boolean isOnlyZeros(String key) {
    return key.chars().allMatch(c -> c == '0' || c == ' ');
  }
}
