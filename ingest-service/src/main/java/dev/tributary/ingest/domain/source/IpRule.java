package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What is kept of the address that a source's events come from. */
public enum IpRule {
  /** All of it. */
  KEEP,
  /** The network: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address. */
  TRUNCATE,
  /** Nothing. */
  DROP;

  private static final int KEPT_V4_BYTES = 3;
  private static final int KEPT_V6_BYTES = 6;

  /**
   * The rule of a name.
   *
   * @throws InvalidValue if there is none
   */
  static IpRule named(String name) {
    return switch (name) {
      case "keep" -> KEEP;
      case "truncate" -> TRUNCATE;
      case "drop" -> DROP;
      default -> throw new InvalidValue("ip", "not keep, truncate or drop");
    };
  }

  /**
   * What is kept of a client's address.
   *
   * @param address as text, an IPv6 one perhaps with a zone; empty where it is not known
   */
  public String of(String address) {
    return switch (this) {
      case KEEP -> address;
      case TRUNCATE -> truncated(address);
      case DROP -> "";
    };
  }

  private static String truncated(String address) {
    int zone = address.indexOf('%');
    try {
      var known = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
      var bytes = known.getAddress();
      int kept = known instanceof Inet4Address ? KEPT_V4_BYTES : KEPT_V6_BYTES;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (IllegalArgumentException | UnknownHostException _) {
      return ""; // no address, so nothing of which a part could be kept
    }
  }
}
