package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * The ids in partitions, those of the last used remembered. A partition's files are listed each
 * time, and those read that were not before: somebody else may have written them, or a load that
 * failed.
 */
final class KnownIds {

  /** How many ids are remembered in all, apart from those of the partition at hand. */
  private static final int MOST = 500_000;

  private final LinkedHashMap<String, Partition> partitions = new LinkedHashMap<>(16, 0.75f, true);

  private record Partition(Set<String> files, Set<String> ids) {}

  /** The ids of the files below a prefix. */
  Set<String> of(String prefix, ObjectStore store, ParquetFiles files)
      throws IOException, SQLException {
    var known =
        partitions.computeIfAbsent(prefix, _ -> new Partition(new HashSet<>(), new HashSet<>()));
    for (var key : store.list(prefix)) {
      if (key.endsWith(".parquet") && !known.files.contains(key)) {
        var parquet = store.get(key);
        if (parquet.isPresent()) {
          known.ids.addAll(files.ids(parquet.get()));
          known.files.add(key);
        }
      }
    }
    evict(prefix);
    return known.ids;
  }

  /** Notes the ids of a file that is there now. */
  void add(String prefix, String key, Set<String> ids) {
    var known = partitions.get(prefix);
    if (known != null) {
      known.files.add(key);
      known.ids.addAll(ids);
    }
  }

  private void evict(String kept) {
    int count = partitions.values().stream().mapToInt(partition -> partition.ids.size()).sum();
    var oldest = partitions.entrySet().iterator();
    while (count > MOST && oldest.hasNext()) {
      var partition = oldest.next();
      if (!partition.getKey().equals(kept)) {
        count -= partition.getValue().ids.size();
        oldest.remove();
      }
    }
  }
}
