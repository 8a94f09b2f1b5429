package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.InvalidValue;
import java.util.List;
import java.util.Set;

/**
 * The word of a person about who is not who.
 *
 * @param author who says so, as the audit shows it
 * @param reason in that person's words, at most {@value #MAX_REASON} characters; may be empty
 */
public record Cut(CutId id, Between between, String author, String reason) {

  public static final int MAX_REASON = 500;
  public static final int MAX_AWAY = 1_000;

  public Cut {
    if (reason.length() > MAX_REASON) {
      throw new InvalidValue("reason", "longer than " + MAX_REASON + " characters");
    }
  }

  /** What is cut. */
  public sealed interface Between {

    /** Any of the identifiers, to find the customer by. */
    Identifier any();
  }

  /** One link: no event that names both joins them again. */
  public record Link(Identifier one, Identifier other) implements Between {

    public Link {
      if (one.equals(other)) {
        throw new InvalidValue("link", "between an identifier and itself");
      }
    }

    @Override
    public Identifier any() {
      return one;
    }
  }

  /** Every link between these identifiers and the rest of their customer. */
  public record Away(Set<Identifier> identifiers) implements Between {

    public Away {
      identifiers = Set.copyOf(identifiers);
      if (identifiers.isEmpty() || identifiers.size() > MAX_AWAY) {
        throw new InvalidValue("away", "not between 1 and " + MAX_AWAY + " identifiers");
      }
    }

    @Override
    public Identifier any() {
      return identifiers.iterator().next();
    }
  }

  /**
   * What a cut comes to.
   *
   * <p>Closed: who asks must answer each.
   */
  public sealed interface Outcome {

    /** They are several profiles from now on; the first is the one that keeps its id. */
    record Separated(CutId cut, List<ProfileId> profiles) implements Outcome {}

    /** The link is cut for good, but others hold its ends together still. */
    record StillTogether(CutId cut, ProfileId profile) implements Outcome {}

    /** There is nothing to cut: no such identifiers, or nothing that joins them. */
    record Nothing(String reason) implements Outcome {}
  }
}
