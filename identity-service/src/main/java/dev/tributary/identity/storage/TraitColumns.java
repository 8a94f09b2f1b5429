package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trait as a row holds it. */
final class TraitColumns {

  private TraitColumns() {}

  /**
   * Reads name, value, precedence, time, partition and offset of the birth, then receipt, source
   * and message, then the anchor, from a column on.
   */
  static Trait read(Row row, int at) {
    var text = row.getString(at + 1);
    var birth = new Birth(row.getInteger(at + 4), row.getLong(at + 5));
    return new Trait(
        row.getString(at),
        text == null ? Json.Null.VALUE : JsonText.parse(text),
        row.getLong(at + 2),
        new Stamp(Instant.ofEpochMilli(row.getLong(at + 3)), birth),
        ClusterColumns.origin(row, at + 6),
        new ProfileId(row.getUUID(at + 9)));
  }

  /** The value as text; null where the trait is removed. */
  static @Nullable String value(Trait trait) {
    return trait.value() instanceof Json.Null ? null : JsonText.writeString(trait.value());
  }
}
