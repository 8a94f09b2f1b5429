package dev.tributary.audience.domain.rule;

/**
 * Which events count: those of one type and name that a filter lets pass.
 *
 * @param event the track event's name, or the page's or screen's; empty for any
 */
public record Selector(EventKind kind, String event, Where where) {

  public static final int MAX_NAME_LENGTH = 500;

  /** Instead of a name: whatever it is. */
  public static final String ANY = "";
}
