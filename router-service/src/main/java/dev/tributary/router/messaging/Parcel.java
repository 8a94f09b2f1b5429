package dev.tributary.router.messaging;

import dev.tributary.platform.domain.json.Json;

/**
 * One thing to deliver to one destination because of one record.
 *
 * @param form how the record is told
 * @param action which of the destination's actions delivers it, by its rule's name
 * @param key the idempotency key
 * @param profile whom it is about
 * @param document what it says, before any mapping
 */
record Parcel(Form form, String action, String key, String profile, Json.Obj document) {

  /** How a record is told; a record may be told in several forms. */
  enum Form {
    EVENT,
    TRACK,
    IDENTIFY,
    GROUP,
    ROW,
    /** Who a list is to be told of, however they stand when it is told. */
    MEMBER
  }
}
