package dev.tributary.ingest.domain.event;

/** What a client called: the six calls of Segment's spec. */
public enum EventType {
  TRACK("track"),
  IDENTIFY("identify"),
  PAGE("page"),
  SCREEN("screen"),
  GROUP("group"),
  ALIAS("alias"),
  /** None of them; such an event is never accepted. */
  UNKNOWN("");

  private final String typeName;

  EventType(String typeName) {
    this.typeName = typeName;
  }

  /** As clients spell it. */
  public String typeName() {
    return typeName;
  }

  /** The type so spelt, else {@link #UNKNOWN}. */
  public static EventType named(String typeName) {
    return switch (typeName) {
      case "track" -> TRACK;
      case "identify" -> IDENTIFY;
      case "page" -> PAGE;
      case "screen" -> SCREEN;
      case "group" -> GROUP;
      case "alias" -> ALIAS;
      default -> UNKNOWN;
    };
  }
}
