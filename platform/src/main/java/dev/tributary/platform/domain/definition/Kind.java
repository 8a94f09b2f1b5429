package dev.tributary.platform.domain.definition;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of things a user configures; DESIGN.md, section 2, says which service owns which. */
public enum Kind {
  SOURCE("Source", "sources"),
  TRACKING_PLAN("TrackingPlan", "tracking-plans"),
  TRANSFORMATION("Transformation", "transformations"),
  PRIVACY_RULE("PrivacyRule", "privacy-rules"),
  IDENTITY_RULES("IdentityRules", "identity-rules"),
  ENTITY("Entity", "entities"),
  COMPUTED_TRAIT("ComputedTrait", "computed-traits"),
  AUDIENCE("Audience", "audiences"),
  JOURNEY("Journey", "journeys"),
  DESTINATION("Destination", "destinations");

  private final String kindName;
  private final String plural;

  Kind(String kindName, String plural) {
    this.kindName = kindName;
    this.plural = plural;
  }

  /** As the {@code kind} field of a definition spells it, for instance {@code TrackingPlan}. */
  public String kindName() {
    return kindName;
  }

  /** As paths spell it, for instance {@code tracking-plans}. */
  public String plural() {
    return plural;
  }

  /** The kind a definition's {@code kind} field names. */
  public static Optional<Kind> named(String kindName) {
    return Arrays.stream(values()).filter(kind -> kind.kindName.equals(kindName)).findFirst();
  }

  /** The kind a path segment names. */
  public static Optional<Kind> pluralNamed(String plural) {
    return Arrays.stream(values()).filter(kind -> kind.plural.equals(plural)).findFirst();
  }
}
