package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.json.Json;

/** What was last concluded about a profile, and so was last told downstream. */
public sealed interface Conclusion {

  /** How many changes were told: the version of the last one. */
  long version();

  /** Nothing concluded any more, the versions counting on. */
  default Conclusion retired() {
    return switch (this) {
      case Membership(var version, _, _) -> new Membership(version, false, 0);
      case Computed(var version, _) -> new Computed(version, Json.Null.VALUE);
    };
  }

  /**
   * In an audience or not.
   *
   * @param sinceMillis when the profile entered; zero for one that is not a member
   */
  record Membership(long version, boolean member, long sinceMillis) implements Conclusion {

    public static final Membership NONE = new Membership(0, false, 0);
  }

  /**
   * A computed trait's value.
   *
   * @param value null for none
   */
  record Computed(long version, Json value) implements Conclusion {

    public static final Computed NONE = new Computed(0, Json.Null.VALUE);
  }
}
