package dev.tributary.ingest.domain.event;

import java.util.Locale;

/**
 * Why an event, or a whole request, was not taken. The codes are Segment's discard codes where it
 * has one (reference 1.4). Stable: answers, quarantine, metrics and docs use the same.
 */
public enum RejectionCode {
  /** Not JSON, or JSON that breaks a rule no other code names. */
  BAD_REQUEST,
  /** A batch without events. */
  EMPTY_BATCH,
  /** No write key, or one of no source. */
  UNKNOWN_SOURCE,
  /** The write key's source is switched off. */
  SOURCE_DISABLED,
  /** The type is none of the six. Segment has no code for it. */
  UNKNOWN_TYPE,
  /** Larger than one event may be. */
  EVENT_TOO_LARGE,
  /** Larger than one request may be, or with more events. */
  REQUEST_TOO_LARGE,
  /** Neither a user id nor an anonymous id. */
  NO_USER_ANON_ID,
  /** An id that this type needs is missing. */
  ID_REQUIRED,
  /** An id that is not a string. */
  ID_NOT_STRING,
  /** A track without the name of its event. */
  EVENT_NOT_DEFINED,
  EVENT_NOT_STRING,
  PROPERTIES_NOT_OBJECT,
  TRAITS_NOT_OBJECT,
  NAME_NOT_STRING,
  CATEGORY_NOT_STRING,
  /** From a crawler, to a source that wants none of theirs. */
  BOT,
  /** What a tool has sent, of which a rule could make no event. */
  MAPPING_FAILED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** As answers and metrics spell it. */
  public String code() {
    return code;
  }
}
