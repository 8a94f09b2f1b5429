package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.Optional;

/**
 * The lists that were made, kept for ever: a second one would hold half of an audience. All methods
 * may throw {@link dev.tributary.platform.domain.Unavailable}.
 */
public interface Lists {

  /**
   * Which list it is.
   *
   * @param connector a list of another connector is not this destination's any more
   */
  record Key(String destination, String audience, String connector) {}

  /** What templates see of a list: {@code id} and whatever else its making told. */
  Optional<Json.Obj> find(Key key);

  /** Makes a list if there is none; while one does, others wait for it. */
  Json.Obj findOrMake(Key key, Maker maker) throws Maker.NotMade;

  /** Makes a list downstream. */
  interface Maker {

    Json.Obj make() throws NotMade;

    /** It could not be made, for the reason given. */
    final class NotMade extends Exception {
      private static final long serialVersionUID = 1;

      public NotMade(String reason) {
        super(reason, null, false, false);
      }

      /** Why, for a person. */
      public String reason() {
        return String.valueOf(getMessage());
      }
    }
  }
}
