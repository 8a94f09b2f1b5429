package dev.tributary.identity.domain.identifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The shapes that a value may be asked to have; empty where it has not. */
final class Shapes {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern UUID =
      Pattern.compile(
          "\\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\\}?");

  private Shapes() {}

  /** The digits of a value, of any script, as 0 to 9. */
  static Optional<String> digits(String value) {
    var digits = new StringBuilder();
    value
        .codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.isEmpty() ? Optional.empty() : Optional.of(digits.toString());
  }

  /** A UUID in lower case and with dashes. */
  static Optional<String> uuid(String value) {
    var matcher = UUID.matcher(lowerCase(value));
    return matcher.matches()
        ? Optional.of(matcher.replaceFirst("$1-$2-$3-$4-$5"))
        : Optional.empty();
  }

  /** A SHA-256 as hexadecimal digits in lower case. */
  static Optional<String> sha256(String value) {
    var hash = lowerCase(value);
    return SHA256.matcher(hash).matches() ? Optional.of(hash) : Optional.empty();
  }

  /** The SHA-256 of a value. */
  static String hash(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String lowerCase(String value) {
    return Trimming.trimmed(value).toLowerCase(Locale.ROOT);
  }
}
