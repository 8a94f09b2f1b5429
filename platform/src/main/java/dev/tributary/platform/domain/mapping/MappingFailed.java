package dev.tributary.platform.domain.mapping;

/**
 * A mapping could not do its work on one event. The event, or what the mapping makes of it, is at
 * fault: trying again fails again. Names the directive and the reason, never the event's data.
 */
public final class MappingFailed extends RuntimeException {

  private final Cause why;
  private final String path;
  private final String reason;

  MappingFailed(Cause why, String path, String reason) {
    super(path + " " + reason, null, false, false);
    this.why = why;
    this.path = path;
    this.reason = reason;
  }

  /** Stable across releases: {@code bad_json}, {@code not_text} and so on. */
  public String code() {
    return why.code;
  }

  /** The directive that failed, such as {@code spec.events.mapping.total.@json}. */
  public String path() {
    return path;
  }

  /** Why, as a phrase that follows the path. */
  public String reason() {
    return reason;
  }

  /** What can go wrong. */
  enum Cause {
    /** {@code @json} was to decode a string that is not JSON. */
    BAD_JSON("bad_json"),
    /** A path or a template that another directive was to give is not a string. */
    NOT_TEXT("not_text"),
    /** A path or a template that another directive gave cannot be read. */
    BAD_PATH("bad_path"),
    /** {@code @merge} got something other than an object. */
    NOT_AN_OBJECT("not_an_object"),
    /** A directive got a value that it can make nothing of, as {@code @time} does of a word. */
    BAD_VALUE("bad_value"),
    /** What the mapping makes of the event exceeds {@link Mapping#MAX_OUTPUT}. */
    TOO_LARGE("too_large");

    private final String code;

    Cause(String code) {
      this.code = code;
    }
  }
}
