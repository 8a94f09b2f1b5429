package dev.tributary.identity.domain.linkage.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept of events so that records can be compared. Stored by {@link #text()}: never rename.
 */
public enum ObservedField {
  GIVEN_NAME(About.PERSON, 8),
  FAMILY_NAME(About.PERSON, 8),
  EMAIL(About.PERSON, 8),
  PHONE(About.PERSON, 8),
  ADDRESS(About.PERSON, 8),
  BIRTHDAY(About.PERSON, 4),
  /** The connection: see {@code IpAddress}. */
  IP(About.USE, 40),
  USER_AGENT(About.USE, 10),
  DEVICE(About.USE, 10),
  DEVICE_MODEL(About.USE, 10),
  LOCALE(About.USE, 5),
  TIMEZONE(About.USE, 5),
  SCREEN(About.USE, 10),
  /** A host and the start of a path that was visited, or a page's name. */
  PAGE(About.USE, 60),
  /** Hour of the day in UTC, 0 to 23. */
  HOUR(About.USE, 24);

  /** Values longer than this are not observed. */
  public static final int MAX_VALUE_LENGTH = 300;

  private enum About {
    PERSON,
    USE
  }

  private final About about;
  private final int most;

  ObservedField(About about, int most) {
    this.about = about;
    this.most = most;
  }

  /** The field of a name as {@link #text()} gives it. */
  public static Optional<ObservedField> of(String text) {
    return Arrays.stream(values()).filter(field -> field.text().equals(text)).findFirst();
  }

  /** As it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it says who somebody is, not what they use. */
  public boolean saysWho() {
    return about == About.PERSON;
  }

  /** Values kept for one anchor, those seen last. */
  public int most() {
    return most;
  }
}
