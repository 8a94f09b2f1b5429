package dev.tributary.identity.domain.linkage.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An e-mail address as it is compared: lower case, without a {@code +tag}; where the provider
 * ignores dots, without them.
 */
public record Email(String local, String domain) {

  private static final int MAX_LENGTH = 254;
  private static final Set<String> IGNORE_DOTS = Set.of("gmail.com", "googlemail.com");

  /** Reads an address; empty where it is none. */
  public static Optional<Email> parse(String text) {
    var address = text.strip().toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    if (at <= 0 || at == address.length() - 1 || address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (address.chars().anyMatch(c -> Character.isWhitespace(c) || c < ' ')) {
      return Optional.empty();
    }
    var local = address.substring(0, at);
    var domain = address.substring(at + 1);
    int tag = local.indexOf('+');
    if (tag > 0) {
      local = local.substring(0, tag);
    }
    if (IGNORE_DOTS.contains(domain)) {
      local = local.replace(".", "");
      domain = "gmail.com";
    }
    return local.isEmpty() ? Optional.empty() : Optional.of(new Email(local, domain));
  }

  public String text() {
    return local + "@" + domain;
  }
}
