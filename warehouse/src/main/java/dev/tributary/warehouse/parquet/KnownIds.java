package dev.tributary.warehouse.parquet;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * The ids in partitions, those of the last used remembered. Right as long as nobody else writes to
 * them, and what failed is {@linkplain #forget forgotten}.
 */
final class KnownIds {

  /** How many ids are remembered in all, apart from those of the partition at hand. */
  private static final int MOST = 500_000;

  private final LinkedHashMap<String, Set<String>> partitions =
      new LinkedHashMap<>(16, 0.75f, true);

  private int count;

  /** The ids of the files below a prefix. */
  Set<String> of(String prefix, ObjectStore store, ParquetFiles files)
      throws IOException, SQLException {
    var known = partitions.get(prefix);
    if (known != null) {
      return known;
    }
    var ids = new HashSet<String>();
    for (var key : store.list(prefix)) {
      if (key.endsWith(".parquet")) {
        var parquet = store.get(key);
        if (parquet.isPresent()) {
          ids.addAll(files.ids(parquet.get()));
        }
      }
    }
    partitions.put(prefix, ids);
    count += ids.size();
    evict(prefix);
    return ids;
  }

  /** Notes ids that are there now. */
  void add(String prefix, Set<String> ids) {
    var known = partitions.get(prefix);
    if (known != null) {
      int before = known.size();
      known.addAll(ids);
      count += known.size() - before;
    }
  }

  void forget() {
    partitions.clear();
    count = 0;
  }

  private void evict(String kept) {
    var oldest = partitions.entrySet().iterator();
    while (count > MOST && oldest.hasNext()) {
      var partition = oldest.next();
      if (!partition.getKey().equals(kept)) {
        count -= partition.getValue().size();
        oldest.remove();
      }
    }
  }
}
