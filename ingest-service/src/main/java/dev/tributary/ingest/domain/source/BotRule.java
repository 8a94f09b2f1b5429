package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;

/** What is done with events of crawlers and other machines that say what they are. */
public enum BotRule {
  /** They are taken, and marked. */
  MARK,
  /** They are refused, and kept aside. */
  DROP;

  /**
   * The rule of a name.
   *
   * @throws InvalidValue if there is none
   */
  static BotRule named(String name) {
    return switch (name) {
      case "mark" -> MARK;
      case "drop" -> DROP;
      default -> throw new InvalidValue("bots", "not mark or drop");
    };
  }
}
