package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.bytes.StableHash;
import java.util.Set;
import java.util.stream.Collectors;

/** A definition this service computes for every profile. */
public sealed interface Rule {

  String name();

  /** Version of the definition it was read from. */
  long version();

  /** Under which a profile's conclusion is kept: a hash of kind and name, the same for ever. */
  long id();

  /** The ids of other rules that it names, whether they are defined or not. */
  default Set<Long> names() {
    return switch (this) {
      case Audience audience -> audience.who().names();
      case ComputedTrait trait ->
          trait.computation().names().stream()
              .map(ComputedTrait::idOf)
              .collect(Collectors.toUnmodifiableSet());
    };
  }

  /**
   * A value computed for each profile, from its events or from other traits of it; or for each
   * entity of a kind, from the events of its members.
   */
  record ComputedTrait(String name, long version, Computation computation, long id)
      implements Rule {

    public ComputedTrait(String name, long version, Computation computation) {
      this(name, version, computation, idOf(name));
    }

    /** The id of the computed trait of that name, whether it is defined or not. */
    public static long idOf(String name) {
      return StableHash.of("ComputedTrait/" + name);
    }
  }

  /**
   * A group of profiles: those of whom a condition holds, and who they are linked with.
   *
   * @param anonymous whether profiles may be in it of which only anonymous ids are known
   */
  record Audience(
      String name,
      long version,
      Condition who,
      SoftLinkRule softLinks,
      Anonymous anonymous,
      long id)
      implements Rule {

    public Audience(
        String name, long version, Condition who, SoftLinkRule softLinks, Anonymous anonymous) {
      this(name, version, who, softLinks, anonymous, idOf(name));
    }

    public Audience(String name, long version, Condition who) {
      this(name, version, who, new SoftLinkRule.None(), Anonymous.INCLUDED);
    }

    /** Whether profiles count of which only anonymous ids are known. */
    public enum Anonymous {
      INCLUDED,
      EXCLUDED
    }

    /** The id of the audience of that name, whether it is defined or not. */
    public static long idOf(String name) {
      return StableHash.of("Audience/" + name);
    }
  }
}
