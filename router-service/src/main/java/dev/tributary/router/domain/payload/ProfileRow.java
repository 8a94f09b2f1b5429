package dev.tributary.router.domain.payload;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * A row of a profile table: something that became known of a profile.
 *
 * @param id names the row for ever, also after a replay
 * @param seq rises with every change of the customer: of two rows about one thing the higher holds
 */
public record ProfileRow(
    String id,
    String profileId,
    Content content,
    long seq,
    Instant receivedAt,
    Instant timestamp,
    Cause cause) {

  public ProfileRow {
    if (id.isEmpty()) {
      throw new InvalidValue("id", "missing");
    }
    if (profileId.isEmpty()) {
      throw new InvalidValue("profile_id", "missing");
    }
  }

  /** The table it belongs to. */
  public ProfileTable table() {
    return switch (content) {
      case Content.Canonical _ -> ProfileTable.ID_GRAPH_UPDATES;
      case Content.ExternalId _ -> ProfileTable.EXTERNAL_ID_MAPPING_UPDATES;
      case Content.TraitValue _ -> ProfileTable.PROFILE_TRAITS_UPDATES;
    };
  }

  /** What became known. */
  public sealed interface Content {

    /**
     * The profile is this one from now on, or itself.
     *
     * @param splitFrom where a split tells this, whose the rows before it are; else empty
     */
    record Canonical(String profileId, String splitFrom) implements Content {}

    /** The profile has this identifier. */
    record ExternalId(String type, String value, String hash) implements Content {}

    /** The trait has this value; {@code null} where it was removed. */
    record TraitValue(String name, Json value) implements Content {}
  }

  /** Why it became known. */
  public sealed interface Cause {

    /**
     * An event said so.
     *
     * @param name of a track event, else empty
     * @param type for instance {@code identify}
     */
    record Event(String id, String name, String type, String source) implements Cause {}

    /** A person or a rule did. */
    record NoEvent() implements Cause {}
  }
}
