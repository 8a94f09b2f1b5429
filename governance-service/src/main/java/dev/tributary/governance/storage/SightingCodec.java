package dev.tributary.governance.storage;

import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.governance.domain.deduplication.Sighting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sightings as bytes: time of receipt (8), partition (4), offset (8), big endian, {@value #BYTES}
 * bytes each; several stand one after the other.
 */
final class SightingCodec {

  static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

  private SightingCodec() {}

  static byte[] encode(Sighting sighting) {
    return ByteBuffer.allocate(BYTES)
        .putLong(sighting.atMillis())
        .putInt(sighting.birth().partition())
        .putLong(sighting.birth().offset())
        .array();
  }

  /** All sightings in these bytes, each once. */
  static List<Sighting> decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return List.of();
    }
    var sightings = new ArrayList<Sighting>(bytes.length / BYTES);
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.remaining() >= BYTES) {
      var at = buffer.getLong();
      var sighting = new Sighting(new Birth(buffer.getInt(), buffer.getLong()), at);
      if (!sightings.contains(sighting)) {
        sightings.add(sighting);
      }
    }
    return sightings;
  }

  /** The time of receipt of the first sighting in these bytes. */
  static long atMillis(byte[] sighting) {
    return ByteBuffer.wrap(sighting).getLong();
  }
}
