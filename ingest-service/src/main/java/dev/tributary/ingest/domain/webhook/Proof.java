package dev.tributary.ingest.domain.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a tool proves that a call is its own. */
public sealed interface Proof {

  /**
   * A secret that the call carries.
   *
   * @param name of the parameter, or of the header in lower case; empty of the path
   */
  record Token(Place place, String name) implements Proof {}

  /** Where a secret stands. */
  enum Place {
    /** In a header. */
    HEADER,
    /** In a parameter of the URL. */
    QUERY,
    /** At the end of the URL's path. */
    PATH
  }

  /**
   * A signature of the call.
   *
   * @param header that carries it, in lower case
   * @param fields where the header is a list such as {@code t=1,v1=ab}: which of it are which
   * @param prefix before the signature, such as {@code sha256=}
   * @param signs what is signed, one after the other
   * @param timestampHeader that carries the time of the call, in lower case
   * @param tolerance how far the time of the call may be from now
   */
  record Signature(
      Algorithm algorithm,
      Encoding encoding,
      String header,
      Optional<Fields> fields,
      String prefix,
      List<Part> signs,
      Optional<String> timestampHeader,
      Optional<Duration> tolerance)
      implements Proof {

    public Signature {
      signs = List.copyOf(signs);
    }
  }

  /** Names within a header that is a list. */
  record Fields(String timestamp, String signature) {}

  /** What signs. */
  enum Algorithm {
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA512("HmacSHA512"),
    /** The secret is a public key: Base64 of its X.509 form. */
    ECDSA_SHA256("SHA256withECDSA");

    private final String javaName;

    Algorithm(String javaName) {
      this.javaName = javaName;
    }

    String javaName() {
      return javaName;
    }
  }

  /** How bytes are written. */
  enum Encoding {
    HEX,
    BASE64
  }

  /** A part of what is signed. */
  sealed interface Part {

    record Text(String text) implements Part {}

    record Known(Variable variable) implements Part {}
  }

  /** What differs from call to call. */
  enum Variable {
    BODY,
    TIMESTAMP,
    METHOD,
    URL,
    /** Of a form: each name and value, by name, nothing in between. */
    PARAMETERS
  }
}
