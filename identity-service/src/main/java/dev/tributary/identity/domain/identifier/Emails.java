package dev.tributary.identity.domain.identifier;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** E-mail addresses as they are compared. */
final class Emails {

  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

  private Emails() {}

  /**
   * The address trimmed and in lower case; empty where the text is none: exactly one {@code @},
   * something on both sides, no white space. What stands before the {@code @} may tell upper from
   * lower case by RFC 5321; no provider of note does.
   */
  static Optional<String> normalised(String text) {
    var address = Trimming.trimmed(text).toLowerCase(Locale.ROOT);
    int at = address.indexOf('@');
    boolean whole = at > 0 && at < address.length() - 1 && at == address.lastIndexOf('@');
    return whole && address.codePoints().noneMatch(Trimming::isSpace)
        ? Optional.of(address)
        : Optional.empty();
  }

  /**
   * The same, and of Gmail's addresses the one mailbox they all reach: without dots and without
   * what follows a plus, at gmail.com.
   */
  static Optional<String> mailbox(String text) {
    return normalised(text).map(Emails::mailboxOf);
  }

  private static String mailboxOf(String address) {
    int at = address.indexOf('@');
    if (!GMAIL.contains(address.substring(at + 1))) {
      return address;
    }
    int plus = address.indexOf('+');
    var local = address.substring(0, plus > 0 && plus < at ? plus : at).replace(".", "");
    return local.isEmpty() ? address : local + "@gmail.com";
  }
}
