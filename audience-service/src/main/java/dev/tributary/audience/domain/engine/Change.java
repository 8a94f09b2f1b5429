package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/**
 * A conclusion about a profile that is new, to be told downstream.
 *
 * @param version one more than that of the last change of this profile and definition
 */
public record Change(Rule rule, long version, Kind kind, Cause cause, long atMillis) {

  /** What changed. */
  public sealed interface Kind {

    /** The profile entered the audience, or left it. */
    record Membership(boolean member) implements Kind {}

    /**
     * The profile is a member of the audience, as it was, and has identifiers that it had not.
     *
     * @param gained those that are new
     */
    record Identified(List<Identifier> gained) implements Kind {

      public Identified {
        gained = List.copyOf(gained);
      }
    }

    /** The computed trait has another value; null on either side for none. */
    record Trait(Json value, Json previous) implements Kind {}
  }
}
