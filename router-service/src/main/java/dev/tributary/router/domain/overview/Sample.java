package dev.tributary.router.domain.overview;

import dev.tributary.router.domain.delivery.Redaction;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An example of what went wrong: which message, when, and the reason in words. Nothing of what was
 * sent is in it.
 *
 * @param messageId of the event, empty where there is none
 * @param message for a person
 */
public record Sample(Reason reason, String action, Instant at, String messageId, String message) {

  /** Most that are kept of one reason. */
  public static final int EACH = 5;

  private static final int LONGEST = 300;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

  public Sample {
    action = plain(action, Reason.LONGEST);
    messageId = plain(messageId, LONGEST);
    message = plain(message, LONGEST);
  }

  /** With the secrets in the message struck out. */
  public Sample redacted(Redaction redaction) {
    return new Sample(reason, action, at, messageId, redaction.of(message));
  }

  /** On one line, and not too long. */
  static String plain(String text, int longest) {
    var line = CONTROLS.matcher(text).replaceAll(" ");
    int end = Math.min(line.length(), longest);
    boolean halved =
        end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, halved ? end - 1 : end);
  }
}
