package dev.tributary.identity.domain.linkage.comparison;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.List;

/**
 * Which private addresses two records have in common, and on how many days they were both there. An
 * address is private if few records use it on a day: that of a home, not of an office, a mobile
 * carrier or a hotel, which are left out altogether.
 *
 * <p>After "IP footprint" and "privateness" of an address as the winners of the Drawbridge
 * cross-device challenge found them to matter most (doi:10.1109/ICDMW.2015.129, arXiv:1510.01175).
 *
 * @param mostPerDay records that may use a private address on one day
 */
public record IpFootprint(int mostPerDay) implements Comparison {

  private static final int TWO_PLACES = 0;
  private static final int MANY_DAYS = 1;
  private static final int FEW_DAYS = 2;
  private static final int ANOTHER_DAY = 3;
  private static final int NONE = 4;
  private static final int MANY = 3;

  @Override
  public String name() {
    return "ip";
  }

  @Override
  public List<String> levels() {
    return List.of("two_places", "many_days", "few_days", "another_day", "different");
  }

  @Override
  public Scope scope() {
    return Scope.SHARED;
  }

  @Override
  public Prepared over(List<LinkageRecord> records) {
    return new Compared(PrivateAddresses.of(records, mostPerDay));
  }

  /** The blocking key's source: the private addresses of each record. */
  public static PrivateAddresses privateAddresses(List<LinkageRecord> records, int mostPerDay) {
    return PrivateAddresses.of(records, mostPerDay);
  }

  private static final class Compared implements Prepared {

    private final PrivateAddresses addresses;
    private final ValueCounts counts;

    Compared(PrivateAddresses addresses) {
      this.addresses = addresses;
      this.counts = ValueCounts.of(addresses.ofRecord(), addresses.size());
    }

    @Override
    public int records() {
      return counts.records();
    }

    @Override
    public int level(int one, int other) {
      int[] ofOne = addresses.ofRecord()[one];
      int[] ofOther = addresses.ofRecord()[other];
      if (ofOne.length == 0 || ofOther.length == 0) {
        return MISSING;
      }
      int places = 0;
      int days = 0;
      int shared = 0;
      for (int a = 0; a < ofOne.length; a++) {
        for (int b = 0; b < ofOther.length; b++) {
          if (ofOne[a] == ofOther[b]) {
            int common = addresses.days(one, a).inCommon(addresses.days(other, b));
            shared++;
            days += common;
            places += common > 0 ? 1 : 0;
          }
        }
      }
      if (places >= 2) {
        return TWO_PLACES;
      }
      if (days >= MANY) {
        return MANY_DAYS;
      }
      if (days > 0) {
        return FEW_DAYS;
      }
      return shared > 0 ? ANOTHER_DAY : NONE;
    }

    @Override
    public double frequency(int one, int other, int level) {
      return level == TWO_PLACES || level == NONE
          ? Double.NaN
          : counts.rarestInCommon(addresses.ofRecord()[one], addresses.ofRecord()[other]);
    }
  }
}
