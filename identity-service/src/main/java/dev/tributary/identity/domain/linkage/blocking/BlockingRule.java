package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.List;

/** Puts records that may be of one customer into one block. */
public interface BlockingRule {

  /** Stable: counts are told under it. */
  String name();

  /** Looks at all records once. */
  Keys over(List<LinkageRecord> records);

  /** The keys of each record: those with an equal one are in one block. */
  interface Keys {

    /** Keys of a record by its place in the list; none: it is in no block of this rule. */
    List<String> of(int record);
  }
}
