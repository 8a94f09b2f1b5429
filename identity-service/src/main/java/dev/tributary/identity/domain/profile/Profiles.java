package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.rules.RulesInForce;

/** Finds profiles, in the cache where they are there, else in the store. */
public record Profiles(ProfileStore store, ProfileCache cache, RulesInForce rules) {

  /** What a search for a profile found. */
  public sealed interface Found {

    /** The one. */
    record One(Profile profile) implements Found {}

    /** Nobody has it. */
    record Nobody() implements Found {}

    /** More than one profile has it, as a group's id: it does not say which is meant. */
    record Several() implements Found {}
  }

  /** Whose an identifier is, whichever of its forms is asked for. */
  public Found find(Identifier asked) {
    var current = rules.current();
    var identifier = current.asRead(asked);
    var known = cache.owner(identifier).map(this::find);
    if (known.isPresent() && stillHas(known.get(), identifier)) {
      return known.get();
    }
    var owners = store.owners(identifier);
    if (owners.size() > 1) {
      return new Found.Several();
    }
    if (owners.isEmpty()) {
      return new Found.Nobody();
    }
    if (current.joins(identifier.type())) {
      cache.keepOwner(identifier, owners.getFirst());
    }
    return find(owners.getFirst());
  }

  /**
   * Whether an identifier is one profile's alone, so that whose it is changes only together with
   * that profile.
   */
  public boolean isOwn(Identifier asked) {
    return rules.current().joins(asked.type());
  }

  /** A split may have given the identifier to another profile since its owner was noted. */
  private static boolean stillHas(Found found, Identifier identifier) {
    return found instanceof Found.One(var profile)
        && profile.identifiers().stream()
            .anyMatch(linked -> linked.identifier().equals(identifier));
  }

  /** A profile by its id, or the one it became. */
  public Found find(ProfileId id) {
    var copy = cache.find(id);
    if (copy.isPresent()) {
      return new Found.One(copy.get());
    }
    var profile = store.load(id);
    profile.ifPresent(cache::keep);
    return profile.<Found>map(Found.One::new).orElseGet(Found.Nobody::new);
  }
}
