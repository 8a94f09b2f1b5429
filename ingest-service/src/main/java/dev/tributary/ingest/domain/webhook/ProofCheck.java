package dev.tributary.ingest.domain.webhook;

import dev.tributary.ingest.domain.event.Timestamps;
import dev.tributary.ingest.domain.event.Timing;
import dev.tributary.ingest.domain.webhook.Proof.Algorithm;
import dev.tributary.ingest.domain.webhook.Proof.Encoding;
import dev.tributary.ingest.domain.webhook.Proof.Part;
import dev.tributary.ingest.domain.webhook.Proof.Signature;
import dev.tributary.ingest.domain.webhook.Proof.Token;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a call's proof. Secrets are compared in a time that says nothing about them. */
final class ProofCheck {

  private ProofCheck() {}

  /**
   * Why a call is not proven; empty where it is.
   *
   * @param secrets any of them will do
   */
  static Optional<String> refusal(Proof proof, List<String> secrets, WebhookCall call) {
    return switch (proof) {
      case Token token -> ofToken(token, secrets, call);
      case Signature signature -> ofSignature(signature, secrets, call);
    };
  }

  private static Optional<String> ofToken(Token token, List<String> secrets, WebhookCall call) {
    var given =
        switch (token.place()) {
          case HEADER -> call.header(token.name());
          case QUERY -> call.query().getOrDefault(token.name(), List.of()).stream().findFirst();
          case PATH -> Optional.of(call.pathToken());
        };
    if (given.isEmpty()) {
      return Optional.of("The call carries no token");
    }
    var bytes = given.get().getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
            .anyMatch(
                secret -> MessageDigest.isEqual(bytes, secret.getBytes(StandardCharsets.UTF_8)))
        ? Optional.empty()
        : Optional.of("The token is not the one that is agreed on");
  }

  private static Optional<String> ofSignature(
      Signature rule, List<String> secrets, WebhookCall call) {
    var header = call.header(rule.header());
    if (header.isEmpty()) {
      return Optional.of("The header " + rule.header() + " is missing");
    }
    var timestamp = timestamp(rule, call, header.get());
    var late = lateness(rule, call, timestamp);
    if (late.isPresent()) {
      return late;
    }
    if (!covers(rule, call)) {
      return Optional.of("The signature does not cover a body of this type");
    }
    var signed = signed(rule, call, timestamp);
    for (var text : signatures(rule, header.get())) {
      var signature = decoded(rule.encoding(), text);
      for (var secret : secrets) {
        if (isBy(rule.algorithm(), secret, signed, signature)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of("The signature is not one of this call");
  }

  /** A signature over the parameters of a form says nothing of a body that is none. */
  private static boolean covers(Signature rule, WebhookCall call) {
    return rule.signs().contains(new Part.Known(Proof.Variable.BODY))
        || !rule.signs().contains(new Part.Known(Proof.Variable.PARAMETERS))
        || !call.form().isEmpty()
        || call.body().length == 0;
  }

  private static String timestamp(Signature rule, WebhookCall call, String header) {
    return rule.fields()
        .map(fields -> values(header, fields.timestamp()).stream().findFirst().orElse(""))
        .or(() -> rule.timestampHeader().flatMap(call::header))
        .orElse("");
  }

  private static Optional<String> lateness(Signature rule, WebhookCall call, String timestamp) {
    if (rule.tolerance().isEmpty()) {
      return Optional.empty();
    }
    long time = Timestamps.parse(timestamp);
    if (time == Timing.UNTOLD) {
      return Optional.of("The call does not say when it was made");
    }
    return Math.abs(call.receivedAt() - time) > rule.tolerance().get().toMillis()
        ? Optional.of("The call was not made just now")
        : Optional.empty();
  }

  private static List<String> signatures(Signature rule, String header) {
    var all =
        rule.fields().map(fields -> values(header, fields.signature())).orElse(List.of(header));
    return all.stream()
        .filter(each -> each.startsWith(rule.prefix()))
        .map(each -> each.substring(rule.prefix().length()))
        .toList();
  }

  /** The values of one name in a list such as {@code t=1,v1=ab,v1=cd}. */
  private static List<String> values(String header, String name) {
    var values = new ArrayList<String>();
    for (var pair : header.split(",", 50)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        values.add(pair.substring(equals + 1).strip());
      }
    }
    return values;
  }

  private static byte[] signed(Signature rule, WebhookCall call, String timestamp) {
    var signed = new ByteArrayOutputStream();
    for (var part : rule.signs()) {
      switch (part) {
        case Part.Text(var text) -> signed.writeBytes(utf8(text));
        case Part.Known(var variable) -> {
          switch (variable) {
            case BODY -> signed.writeBytes(call.body());
            case TIMESTAMP -> signed.writeBytes(utf8(timestamp));
            case METHOD -> signed.writeBytes(utf8(call.method()));
            case URL -> signed.writeBytes(utf8(call.url()));
            case PARAMETERS ->
                new TreeMap<>(call.form())
                    .forEach((name, values) ->
                        values.stream()
                            .sorted()
                            .distinct()
                            .forEach(value -> signed.writeBytes(utf8(name + value))));
          }
        }
      }
    }
    return signed.toByteArray();
  }

  private static byte[] decoded(Encoding encoding, String text) {
    try {
      return switch (encoding) {
        case HEX -> HexFormat.of().parseHex(text);
        case BASE64 -> Base64.getDecoder().decode(text);
      };
    } catch (IllegalArgumentException _) {
      return new byte[0]; // no signature is empty
    }
  }

  private static boolean isBy(Algorithm algorithm, String secret, byte[] text, byte[] signature) {
    try {
      return switch (algorithm) {
        case HMAC_SHA1, HMAC_SHA256, HMAC_SHA512 -> {
          var mac = Mac.getInstance(algorithm.javaName());
          mac.init(new SecretKeySpec(utf8(secret), algorithm.javaName()));
          yield MessageDigest.isEqual(mac.doFinal(text), signature);
        }
        case ECDSA_SHA256 -> {
          var check = java.security.Signature.getInstance(algorithm.javaName());
          check.initVerify(publicKey(secret));
          check.update(text);
          yield check.verify(signature);
        }
      };
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false; // a signature, or a key, that is none
    }
  }

  private static PublicKey publicKey(String text) throws GeneralSecurityException {
    var bytes = Base64.getDecoder().decode(text.strip());
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
