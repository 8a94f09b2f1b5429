package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.blocking.BlockingRule;
import dev.tributary.identity.domain.linkage.blocking.PersonBlocking;
import dev.tributary.identity.domain.linkage.blocking.PrivateIpBlocking;
import dev.tributary.identity.domain.linkage.comparison.Comparison;
import dev.tributary.identity.domain.linkage.comparison.DeviceComparisons;
import dev.tributary.identity.domain.linkage.comparison.PersonComparisons;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which records are compared with which, and by what. A pair of records is of one method at most.
 */
public enum Method {
  /** Records that both say who somebody is. */
  FELLEGI_SUNTER {
    @Override
    public List<Comparison> comparisons(int privateIpProfiles) {
      return PersonComparisons.all(privateIpProfiles);
    }

    @Override
    List<BlockingRule> blocking(int privateIpProfiles) {
      return PersonBlocking.all();
    }

    @Override
    boolean takes(LinkageRecord record) {
      return record.saysWho();
    }

    @Override
    public boolean takes(LinkageRecord one, LinkageRecord other) {
      return true;
    }
  },

  /** Devices seen at one private address, of which one at least is anonymous. */
  CROSS_DEVICE {
    @Override
    public List<Comparison> comparisons(int privateIpProfiles) {
      return DeviceComparisons.all(privateIpProfiles);
    }

    @Override
    List<BlockingRule> blocking(int privateIpProfiles) {
      return List.of(new PrivateIpBlocking(privateIpProfiles));
    }

    @Override
    boolean takes(LinkageRecord record) {
      return !record.of(ObservedField.IP).isEmpty();
    }

    @Override
    public boolean takes(LinkageRecord one, LinkageRecord other) {
      return !(one.saysWho() && other.saysWho());
    }
  };

  /** As the bus, the store and the API spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method of a name as {@link #text()} gives it. */
  public static Optional<Method> of(String text) {
    return Arrays.stream(values()).filter(method -> method.text().equals(text)).findFirst();
  }

  /** Everything this method can compare by. */
  public abstract List<Comparison> comparisons(int privateIpProfiles);

  abstract List<BlockingRule> blocking(int privateIpProfiles);

  abstract boolean takes(LinkageRecord record);

  /** Whether it compares these two, both of which it is for. */
  public abstract boolean takes(LinkageRecord one, LinkageRecord other);
}
