package dev.tributary.router.domain.payload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names that stay the same however often a thing is sent: an attempt that is repeated after a
 * timeout, a restart or a move to another replica carries the same idempotency key. Each is the
 * first 128 bits of a SHA-256 over length-prefixed parts, so that no two lists of parts are one
 * text.
 */
public final class Identity {

  private Identity() {}

  /** The key of an event's delivery to a destination. */
  public static String ofEvent(String destination, String source, String messageId) {
    return digest("event", destination, source, messageId);
  }

  /** The same for one of several actions that a destination takes events by; 32 digits. */
  public static String ofEvent(String destination, String source, String messageId, String action) {
    return action.isEmpty()
        ? ofEvent(destination, source, messageId)
        : digest("event", destination, source, messageId, action);
  }

  /** A key beside another, for one of several actions that take the same call. */
  public static String ofAction(String key, String action) {
    return action.isEmpty() ? key : digest("action", key, action);
  }

  /** What a sample is drawn by; 32 digits, evenly spread. */
  public static String ofSample(String value) {
    return digest("sample", value);
  }

  /** The key of a change's delivery to a destination as one type of call. */
  public static String ofChange(String destination, ProfileChange change, String callType) {
    return digest("change", destination, ofChange(change, callType));
  }

  /** The key of a profile row's delivery to a destination. */
  public static String ofRow(String destination, String rowId) {
    return digest("row", destination, rowId);
  }

  /** What tells one way of keeping a list from another; 32 digits. */
  public static String ofList(String definition) {
    return digest("list", definition);
  }

  /** What names a trait of a profile at a destination, whatever its value; 32 digits. */
  public static String ofValue(String destination, String profile, String trait) {
    return digest("value", destination, profile, trait);
  }

  /** The message id of a call made from a change. */
  static String messageId(ProfileChange change, String callType) {
    return "change-" + ofChange(change, callType);
  }

  private static String ofChange(ProfileChange change, String callType) {
    var kind =
        switch (change.news()) {
          case ProfileChange.News.Membership _ -> "audience";
          case ProfileChange.News.TraitValue _ -> "trait";
          case ProfileChange.News.EntityTraitValue _ -> "entity trait";
        };
    return digest(
        kind,
        change.profileId(),
        change.definition(),
        Long.toString(change.definitionVersion()),
        Long.toString(change.version()),
        callType);
  }

  private static String digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
