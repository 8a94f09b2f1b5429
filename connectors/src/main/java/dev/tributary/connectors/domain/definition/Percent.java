package dev.tributary.connectors.domain.definition;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, as signatures of AWS ask for it too. */
public final class Percent {

  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  /** The text in UTF-8 with all encoded but letters, digits, {@code -._~} and what is kept. */
  public static String encode(String text, String kept) {
    var out = new StringBuilder(text.length());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return out.toString();
  }
}
