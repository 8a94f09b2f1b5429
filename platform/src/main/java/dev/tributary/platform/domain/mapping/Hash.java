package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.NumberText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code @hash}: identifiers as advertisers want them, normalised and then hashed. A text that is
 * such a hash already stays as it is, so that who hashes on the client is not hashed twice.
 *
 * <p>Sources: Meta, "Customer information parameters"; Google Ads, "Enhanced conversions: prepare
 * data" (dots and tags of Gmail addresses); both ask for SHA-256 in lower-case hexadecimal.
 */
record Hash(Algorithm algorithm, Normal normal, boolean base64) implements Conversion {

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]");
  private static final int LEAST_PHONE_DIGITS = 7;

  /** What is computed. */
  enum Algorithm {
    SHA256("SHA-256", 64),
    SHA1("SHA-1", 40),
    MD5("MD5", 32),
    NONE("", 0);

    private final String javaName;
    private final int hexDigits;

    Algorithm(String javaName, int hexDigits) {
      this.javaName = javaName;
      this.hexDigits = hexDigits;
    }
  }

  /** What becomes of a text before. */
  enum Normal {
    NONE,
    LOWER,
    EMAIL,
    GMAIL,
    PHONE,
    DIGITS,
    LETTERS
  }

  @Override
  public Optional<Json> of(Json value, int left) {
    return switch (value) {
      case Json.Str(var text) -> hashed(text).map(Json::of);
      case Json.Num(var number) -> hashed(NumberText.of(number)).map(Json::of);
      case Json.Bool(var bool) -> hashed(Boolean.toString(bool)).map(Json::of);
      case Json.Arr(var items) -> all(items, left);
      case Json.Null _ -> Optional.empty();
      case Json.Obj _ -> throw new BadValue("was given an object to hash");
    };
  }

  private Optional<Json> all(List<Json> items, int left) {
    var hashes = items.stream().flatMap(item -> of(item, left).stream()).toList();
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Json.Arr(hashes));
  }

  private Optional<String> hashed(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (algorithm != Algorithm.NONE
        && text.length() == algorithm.hexDigits
        && HEX.matcher(text).matches()) {
      return Optional.of(text.toLowerCase(Locale.ROOT));
    }
    return normalised(text).filter(each -> !each.isEmpty()).map(this::digested);
  }

  private Optional<String> normalised(String text) {
    var lower = text.strip().toLowerCase(Locale.ROOT);
    return switch (normal) {
      case NONE -> Optional.of(text);
      case LOWER -> Optional.of(lower);
      case EMAIL -> Optional.of(lower).filter(each -> each.indexOf('@') > 0);
      case GMAIL -> Optional.of(lower).filter(each -> each.indexOf('@') > 0).map(Hash::gmail);
      case PHONE -> phone(text);
      case DIGITS -> Optional.of(NO_DIGIT.matcher(text).replaceAll(""));
      case LETTERS -> Optional.of(NO_LETTER.matcher(lower).replaceAll(""));
    };
  }

  private static String gmail(String email) {
    int at = email.lastIndexOf('@');
    var host = email.substring(at);
    if (!host.equals("@gmail.com") && !host.equals("@googlemail.com")) {
      return email;
    }
    var name = email.substring(0, at).replace(".", "");
    int tag = name.indexOf('+');
    return (tag > 0 ? name.substring(0, tag) : name) + host;
  }

  private static Optional<String> phone(String text) {
    var digits = NO_DIGIT.matcher(text).replaceAll("");
    return digits.length() < LEAST_PHONE_DIGITS ? Optional.empty() : Optional.of("+" + digits);
  }

  private String digested(String text) {
    if (algorithm == Algorithm.NONE) {
      return text;
    }
    try {
      var bytes =
          MessageDigest.getInstance(algorithm.javaName)
              .digest(text.getBytes(StandardCharsets.UTF_8));
      return base64 ? Base64.getEncoder().encodeToString(bytes) : HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has these three
    }
  }
}
