package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.List;
import java.util.function.Function;

/** A rule that finds the keys in each record alone. */
record ValueBlocking(String name, Function<LinkageRecord, List<String>> keys)
    implements BlockingRule {

  @Override
  public Keys over(List<LinkageRecord> records) {
    return record -> keys.apply(records.get(record));
  }
}
