package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a value is brought into the one form in which it is compared. Closed on purpose: what is
 * stored depends on it for ever. The same value always gives the same form, and a form gives itself
 * again.
 */
public sealed interface Normalisation {

  /** As it came. */
  Normalisation NONE = new Steps(List.of());

  /** The form; empty where the value cannot be one of its type. */
  Optional<String> of(String value);

  /** A form that needs nothing but the value. */
  enum Plain implements Normalisation {
    TRIM("trim"),
    LOWERCASE("lowercase"),
    UPPERCASE("uppercase"),
    DIGITS("digits"),
    UUID("uuid"),
    EMAIL("email"),
    GMAIL("gmail"),
    SHA256("sha256"),
    EMAIL_SHA256("email-sha256");

    private final String spelling;

    Plain(String spelling) {
      this.spelling = spelling;
    }

    /** The one that definitions spell so. */
    public static Plain named(String spelling) {
      return Arrays.stream(values())
          .filter(plain -> plain.spelling.equals(spelling))
          .findFirst()
          .orElseThrow(
              () -> new InvalidValue("normalisation", "none of none, phone, " + spellings()));
    }

    @Override
    public Optional<String> of(String value) {
      return switch (this) {
        case TRIM -> Optional.of(Trimming.trimmed(value));
        case LOWERCASE -> Optional.of(value.toLowerCase(Locale.ROOT));
        case UPPERCASE -> Optional.of(value.toUpperCase(Locale.ROOT));
        case DIGITS -> Shapes.digits(value);
        case UUID -> Shapes.uuid(value);
        case EMAIL -> Emails.normalised(value);
        case GMAIL -> Emails.mailbox(value);
        case SHA256 -> Shapes.sha256(value);
        case EMAIL_SHA256 ->
            Shapes.sha256(value).or(() -> Emails.normalised(value).map(Shapes::hash));
      };
    }

    private static String spellings() {
      return Arrays.stream(values()).map(plain -> plain.spelling).collect(Collectors.joining(", "));
    }
  }

  /**
   * A phone number as E.164 writes it.
   *
   * @param country of numbers without country code; empty: they have one
   */
  record Phone(PhoneNumbers numbers, String country) implements Normalisation {

    @Override
    public Optional<String> of(String value) {
      return numbers.e164(Trimming.trimmed(value), country);
    }
  }

  /** One after the other. */
  record Steps(List<Normalisation> steps) implements Normalisation {

    public Steps {
      steps = List.copyOf(steps);
    }

    @Override
    public Optional<String> of(String value) {
      var form = value;
      for (var step : steps) {
        var next = step.of(form);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        form = next.get();
      }
      return Optional.of(form);
    }
  }
}
