package dev.tributary.audience.domain.rule;

import java.util.Arrays;
import java.util.Optional;

/** The calls that can be counted. */
public enum EventKind {
  TRACK("track"),
  PAGE("page"),
  SCREEN("screen"),
  /** Has no name. */
  IDENTIFY("identify");

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /** As definitions spell it. */
  public String word() {
    return word;
  }

  static Optional<EventKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
