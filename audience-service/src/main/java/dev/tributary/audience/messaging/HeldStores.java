package dev.tributary.audience.messaging;

import dev.tributary.audience.replica.Holdings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What this replica holds, for the others. It never asks further. */
@ApplicationScoped
class HeldStores implements Holdings {

  /** Of one answer; gRPC takes four MiB. */
  private static final int PAGE_BYTES = 1 << 20;

  private static final int PAGE_ENTRIES = 4_000;

  private final PartitionStores stores;
  private final Positions positions;

  HeldStores(PartitionStores stores, Positions positions) {
    this.stores = stores;
    this.positions = positions;
  }

  @Override
  public byte @Nullable [] entry(int partition, byte[] key) {
    return PartitionStores.answering(() -> stores.here(partition).get(Bytes.wrap(key)));
  }

  @Override
  public Page entries(int partition, byte[] from, byte[] to) {
    return PartitionStores.answering(() -> page(partition, from, to));
  }

  private Page page(int partition, byte[] from, byte[] to) {
    var entries = new ArrayList<Entry>();
    int bytes = 0;
    try (var rows = stores.here(partition).range(Bytes.wrap(from), Bytes.wrap(to))) {
      while (rows.hasNext() && bytes < PAGE_BYTES && entries.size() < PAGE_ENTRIES) {
        var row = rows.next();
        entries.add(new Entry(row.key.get(), row.value));
        bytes += row.key.get().length + row.value.length;
      }
      return new Page(entries, rows.hasNext());
    }
  }

  @Override
  public Map<Integer, Long> positions() {
    return positions.all();
  }
}
