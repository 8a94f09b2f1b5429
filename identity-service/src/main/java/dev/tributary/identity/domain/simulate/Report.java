package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;
import java.util.Map;

/**
 * What other rules would have made of the stored evidence, against what the rules in force make of
 * it.
 *
 * @param profiles customers there are
 * @param identifiers joining identifiers there are
 * @param events events that linked identifiers, by whose evidence all was replayed
 * @param merges customers that would be one
 * @param splits customers that would be several
 * @param setAside identifiers that would join nobody any more, by the reason
 * @param setAsideExamples some of them
 * @param broughtBack identifiers set aside now that would be somebody's
 * @param unexplained customers that the rules in force, replayed, do not make as they are stored:
 *     rules were others once, or events came in another order than they were received. The larger
 *     it is, the rougher the other numbers
 */
public record Report(
    long profiles,
    long identifiers,
    long events,
    Change merges,
    Change splits,
    Map<String, Long> setAside,
    List<Identifier> setAsideExamples,
    long broughtBack,
    long unexplained) {

  /** Examples of each that are told. */
  public static final int MAX_EXAMPLES = 20;

  public Report {
    setAside = Map.copyOf(setAside);
    setAsideExamples = List.copyOf(setAsideExamples);
  }

  /** So many profiles would become so many others. */
  public record Change(long profiles, long into, List<Example> examples) {

    public Change {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One of them.
   *
   * @param profiles ids of the stored profiles concerned, at most ten
   * @param identifiers some that are concerned
   * @param reason stable code of what makes the difference: a limit, {@code blocked}, {@code
   *     invalid}, {@code not_joining}, {@code normalisation}; empty where it follows from others
   */
  public record Example(List<ProfileId> profiles, List<Identifier> identifiers, String reason) {

    public Example {
      profiles = List.copyOf(profiles);
      identifiers = List.copyOf(identifiers);
    }
  }
}
