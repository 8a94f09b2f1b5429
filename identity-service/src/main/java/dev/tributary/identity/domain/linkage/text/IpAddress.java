package dev.tributary.identity.domain.linkage.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of an IP address that belongs to one connection: of IPv4 all of it, of IPv6 the first 64
 * bits, because devices change the rest by themselves (RFC 8981).
 */
public record IpAddress(String text) {

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern COLON = Pattern.compile(":");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int MAX_LENGTH = 45;
  private static final int GROUPS = 8;
  private static final int GROUPS_OF_PREFIX = 4;

  /**
   * Reads an address; empty where it is none, or one that many networks use for themselves (loop
   * back, link local, RFC 1918, RFC 6598, unique local).
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (text.startsWith("::ffff:") && text.indexOf('.') > 0) {
      return parse(text.substring("::ffff:".length()));
    }
    return text.indexOf(':') >= 0 ? six(text) : four(text);
  }

  private static Optional<IpAddress> four(String text) {
    var parts = DOT.split(text, -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    int[] bytes = new int[4];
    for (int i = 0; i < 4; i++) {
      if (parts[i].isEmpty()
          || parts[i].length() > 3
          || !parts[i].chars().allMatch(IpAddress::digit)) {
        return Optional.empty();
      }
      bytes[i] = Integer.parseInt(parts[i]);
      if (bytes[i] > 255) {
        return Optional.empty();
      }
    }
    boolean own =
        bytes[0] == 0
            || bytes[0] == 10
            || bytes[0] == 127
            || bytes[0] >= 224
            || (bytes[0] == 100 && bytes[1] >= 64 && bytes[1] < 128)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] >= 16 && bytes[1] < 32)
            || (bytes[0] == 192 && bytes[1] == 168);
    var plain = bytes[0] + "." + bytes[1] + "." + bytes[2] + "." + bytes[3];
    return own ? Optional.empty() : Optional.of(new IpAddress(plain));
  }

  private static Optional<IpAddress> six(String text) {
    int gap = text.indexOf("::");
    var head = groups(gap < 0 ? text : text.substring(0, gap));
    var tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    int known = head.size() + tail.size();
    boolean whole = gap < 0 ? known == GROUPS : known < GROUPS;
    if (!whole
        || !head.stream().allMatch(IpAddress::group)
        || !tail.stream().allMatch(IpAddress::group)) {
      return Optional.empty();
    }
    var all = new ArrayList<>(head);
    for (int i = known; i < GROUPS; i++) {
      all.add("0");
    }
    all.addAll(tail);
    int first = Integer.parseInt(all.getFirst(), 16);
    boolean global = first >= 0x2000 && first < 0x4000;
    var prefix =
        String.join(
            ":",
            all.subList(0, GROUPS_OF_PREFIX).stream()
                .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                .toList());
    return global ? Optional.of(new IpAddress(prefix + "::/64")) : Optional.empty();
  }

  private static List<String> groups(String text) {
    return text.isEmpty() ? List.of() : List.of(COLON.split(text, -1));
  }

  private static boolean group(String text) {
    return GROUP.matcher(text).matches();
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
