package dev.tributary.identity.domain.linkage.comparison;

import static dev.tributary.identity.domain.linkage.comparison.Comparison.Scope.PERSONAL;
import static dev.tributary.identity.domain.linkage.comparison.Comparison.Scope.SHARED;

import dev.tributary.identity.domain.linkage.comparison.TokenSimilarity.Step;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.List;
import java.util.Optional;

/** By what devices are compared of which nobody has said whose they are. */
public final class DeviceComparisons {

  /** Fewer pages or hours say nothing of a habit. */
  private static final int FEWEST = 3;

  private DeviceComparisons() {}

  /** All, in the order in which evidence is shown. */
  public static List<Comparison> all(int privateIpProfiles) {
    return List.of(
        new IpFootprint(privateIpProfiles),
        pages(),
        hours(),
        PersonComparisons.userAgent(),
        setting("locale", ObservedField.LOCALE),
        setting("timezone", ObservedField.TIMEZONE));
  }

  static Comparison pages() {
    return new TokenSimilarity(
        "pages",
        ObservedField.PAGE,
        PERSONAL,
        List.of(new Step("alike", 0.5), new Step("similar", 0.3), new Step("some", 0.15)),
        FEWEST,
        true);
  }

  static Comparison hours() {
    return new TokenSimilarity(
        "hours",
        ObservedField.HOUR,
        PERSONAL,
        List.of(new Step("alike", 0.8), new Step("similar", 0.6)),
        FEWEST,
        false);
  }

  private static Comparison setting(String name, ObservedField field) {
    return new ValueComparison<>(name, field, SHARED, Optional::of, true, List.of());
  }
}
