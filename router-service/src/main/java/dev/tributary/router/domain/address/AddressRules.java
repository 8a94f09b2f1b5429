package dev.tributary.router.domain.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Refuses addresses that are not on the public internet, so that a destination cannot be used to
 * reach the operator's own network (server-side request forgery). Judges resolved addresses, never
 * names: however a host is spelt, what counts is where the connection would go.
 *
 * <p>Source: the IANA special-purpose address registries (RFC 6890 and its updates). IPv6 forms
 * that carry an IPv4 address are judged by that address as well.
 */
public final class AddressRules {

  private static final List<Block> BLOCKS =
      List.of(
          Block.of("0.0.0.0", 8, "unspecified"),
          Block.of("10.0.0.0", 8, "private"),
          Block.of("100.64.0.0", 10, "carrier-grade NAT"),
          Block.of("127.0.0.0", 8, "loopback"),
          Block.of("169.254.0.0", 16, "link-local or metadata"),
          Block.of("172.16.0.0", 12, "private"),
          Block.of("192.0.0.0", 24, "reserved"),
          Block.of("192.0.2.0", 24, "documentation"),
          Block.of("192.88.99.0", 24, "reserved"),
          Block.of("192.168.0.0", 16, "private"),
          Block.of("198.18.0.0", 15, "benchmarking"),
          Block.of("198.51.100.0", 24, "documentation"),
          Block.of("203.0.113.0", 24, "documentation"),
          Block.of("224.0.0.0", 4, "multicast"),
          Block.of("240.0.0.0", 4, "reserved"),
          Block.of("::", 128, "unspecified"),
          Block.of("::1", 128, "loopback"),
          Block.of("64:ff9b:1::", 48, "private"),
          Block.of("100::", 64, "discard-only"),
          Block.of("2001:2::", 48, "benchmarking"),
          Block.of("2001:10::", 28, "reserved"),
          Block.of("2001:db8::", 32, "documentation"),
          Block.of("3fff::", 20, "documentation"),
          Block.of("5f00::", 16, "reserved"),
          Block.of("fc00::", 7, "private"),
          Block.of("fe80::", 10, "link-local"),
          Block.of("fec0::", 10, "private"),
          Block.of("ff00::", 8, "multicast"));

  private AddressRules() {}

  /** Why an address is refused, as an adjective; empty where it is public. */
  public static Optional<String> refusal(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> inBlock(four.getAddress());
      case Inet6Address six -> ofSix(six.getAddress());
      default -> Optional.of("unknown");
    };
  }

  private static Optional<String> ofSix(byte[] six) {
    var own = inBlock(six);
    if (own.isPresent()) {
      return own;
    }
    if (startsWith(six, 0x20, 0x02)) { // 6to4: 2002:AABB:CCDD::
      return inBlock(Arrays.copyOfRange(six, 2, 6));
    }
    if (startsWith(six, 0x20, 0x01, 0x00, 0x00)) { // Teredo: server, then the client inverted
      var client = Arrays.copyOfRange(six, 12, 16);
      for (int i = 0; i < client.length; i++) {
        client[i] = (byte) ~client[i];
      }
      return inBlock(Arrays.copyOfRange(six, 4, 8)).or(() -> inBlock(client));
    }
    if (startsWith(six, 0x00, 0x64, 0xff, 0x9b)) { // NAT64: 64:ff9b::a.b.c.d
      return inBlock(Arrays.copyOfRange(six, 12, 16));
    }
    boolean embeds = Arrays.equals(six, 0, 8, new byte[8], 0, 8); // mapped, compatible, translated
    return embeds ? inBlock(Arrays.copyOfRange(six, 12, 16)) : Optional.empty();
  }

  private static boolean startsWith(byte[] address, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((address[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> inBlock(byte[] address) {
    return BLOCKS.stream().filter(block -> block.contains(address)).map(Block::what).findFirst();
  }

  private record Block(InetAddress base, int bits, String what) {

    static Block of(String base, int bits, String what) {
      try {
        return new Block(
            InetAddress.getByName(base), bits, what); // a literal: nothing is looked up
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean contains(byte[] address) {
      var own = base.getAddress();
      if (own.length != address.length) {
        return false;
      }
      int whole = bits / 8;
      if (!Arrays.equals(own, 0, whole, address, 0, whole)) {
        return false;
      }
      int rest = bits % 8;
      int mask = 0xff << (8 - rest) & 0xff;
      return rest == 0 || (own[whole] & mask) == (address[whole] & mask);
    }
  }
}
