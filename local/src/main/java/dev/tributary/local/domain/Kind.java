package dev.tributary.local.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of definitions, in an order in which each may refer to those before it.
 *
 * <p>The platform has the same list; the launcher must not depend on it, nor on Quarkus with it.
 */
public enum Kind {
  SOURCE("Source", "sources", Part.INGEST),
  TRACKING_PLAN("TrackingPlan", "tracking-plans", Part.GOVERNANCE),
  PRIVACY_RULE("PrivacyRule", "privacy-rules", Part.GOVERNANCE),
  TRANSFORMATION("Transformation", "transformations", Part.GOVERNANCE),
  ENTITY("Entity", "entities", Part.IDENTITY),
  IDENTITY_RULES("IdentityRules", "identity-rules", Part.IDENTITY),
  COMPUTED_TRAIT("ComputedTrait", "computed-traits", Part.AUDIENCE),
  AUDIENCE("Audience", "audiences", Part.AUDIENCE),
  JOURNEY("Journey", "journeys", Part.AUDIENCE),
  DESTINATION("Destination", "destinations", Part.ROUTER);

  private final String kindName;

  private final String plural;

  private final Part owner;

  Kind(String kindName, String plural, Part owner) {
    this.kindName = kindName;
    this.plural = plural;
    this.owner = owner;
  }

  /** The kind that a definition's {@code kind} field names, exactly. */
  public static Optional<Kind> named(String kindName) {
    return Arrays.stream(values()).filter(kind -> kind.kindName.equals(kindName)).findFirst();
  }

  /** The kind that a user means by {@code word}: its name or plural, in any case. */
  public static Kind meantBy(String word) {
    var plain = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind ->
            kind.kindName.toLowerCase(Locale.ROOT).equals(plain) || kind.plural.equals(plain))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("There is no kind " + word + "; there are " + names()));
  }

  /** All names, for a message. */
  public static String names() {
    return String.join(", ", Arrays.stream(values()).map(Kind::kindName).toList());
  }

  public String kindName() {
    return kindName;
  }

  public String plural() {
    return plural;
  }

  /** The service that stores definitions of this kind. */
  public Part owner() {
    return owner;
  }
}
