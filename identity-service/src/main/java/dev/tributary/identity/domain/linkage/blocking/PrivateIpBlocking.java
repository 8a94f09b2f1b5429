package dev.tributary.identity.domain.linkage.blocking;

import dev.tributary.identity.domain.linkage.comparison.IpFootprint;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.Arrays;
import java.util.List;

/** Brings together what was seen at one private address: see {@link IpFootprint}. */
public record PrivateIpBlocking(int mostPerDay) implements BlockingRule {

  @Override
  public String name() {
    return "private_ip";
  }

  @Override
  public Keys over(List<LinkageRecord> records) {
    int[][] addresses = IpFootprint.privateAddresses(records, mostPerDay).ofRecord();
    return record -> Arrays.stream(addresses[record]).mapToObj(Integer::toString).toList();
  }
}
