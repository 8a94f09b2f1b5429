package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.run.Progress.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Records in memory, in the order of their ids.
 *
 * @param customerOf the profile of each record
 * @param leftOut records that were one too many
 */
record Records(List<LinkageRecord> all, Map<UUID, UUID> customerOf, int leftOut) {

  private static final int STRIDE = 10_000;

  /** One record for each profile. */
  static Records ofProfiles(ObservationSource source, int most, Progress progress) {
    return read(source, most, progress, false);
  }

  /** One record for each anchor: what the graph knows to be one customer is taken apart. */
  static Records ofAnchors(ObservationSource source, int most, Progress progress) {
    return read(source, most, progress, true);
  }

  private static Records read(
      ObservationSource source, int most, Progress progress, boolean apart) {
    var builders = new TreeMap<UUID, LinkageRecord.Builder>();
    var customerOf = new HashMap<UUID, UUID>();
    Set<UUID> leftOut = new HashSet<>();
    long[] done = new long[1];
    source.forEach((anchor, profile, field, value, days) -> {
      if (done[0]++ % STRIDE == 0) {
        progress.at(Phase.READING, done[0]);
      }
      var id = apart ? anchor : profile;
      var builder = builders.get(id);
      if (builder == null && builders.size() < most) {
        builder = new LinkageRecord.Builder(id);
        builders.put(id, builder);
        customerOf.put(id, profile);
      }
      if (builder == null) {
        leftOut.add(id);
      } else {
        builder.add(field, value, days);
      }
    });
    var all = builders.values().stream().map(LinkageRecord.Builder::build).toList();
    return new Records(all, customerOf, leftOut.size());
  }
}
