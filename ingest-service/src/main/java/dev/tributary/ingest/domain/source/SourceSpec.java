package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.HashSet;
import java.util.List;

/**
 * What a Source definition says.
 *
 * @param writeKeys at least one, none twice; each proves that an event is this source's
 * @param enabled whether its events are taken
 */
public record SourceSpec(List<String> writeKeys, boolean enabled) {

  static final String WRITE_KEYS = "writeKeys";

  public SourceSpec {
    writeKeys = List.copyOf(writeKeys);
  }

  /** Reads a definition's spec. */
  public static Checked<SourceSpec> read(Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var keys = reader.strings(WRITE_KEYS);
    var enabled = reader.bool("enabled", true);
    if (!reader.has(WRITE_KEYS)) {
      reader.reject(WRITE_KEYS, "is missing");
    } else if (spec.fields().get(WRITE_KEYS) instanceof Json.Arr(var items)) {
      checkKeys(reader, items);
    }
    return Checked.of(reader, () -> new SourceSpec(keys, enabled));
  }

  private static void checkKeys(SpecReader reader, List<Json> items) {
    if (items.isEmpty()) {
      reader.reject(WRITE_KEYS, "has no item; a source needs at least one write key");
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Json.Str(var key)) || key.isEmpty()) {
        continue; // the reader has said so
      }
      try {
        if (!seen.add(WriteKeyShape.checked(key))) {
          reader.reject(path(i), "is there twice");
        }
      } catch (InvalidValue e) {
        reader.reject(path(i), "is " + e.reason());
      }
    }
  }

  /** The path of a key within the spec. */
  static String path(int index) {
    return WRITE_KEYS + "[" + index + "]";
  }
}
