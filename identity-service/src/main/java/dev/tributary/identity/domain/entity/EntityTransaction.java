package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * What a piece of work may read and write. Of a profile, an entity or a name that is not there, a
 * map has no entry.
 */
public interface EntityTransaction {

  /** The rules in force for derived entities. */
  List<EntityRule.Derived> rules();

  // Accounts and their traits

  /** Stored traits, removed ones included, of some names. */
  Map<EntityKey, Map<String, EntityTrait>> traits(Map<EntityKey, SortedSet<String>> names);

  /** How many traits are stored, removed ones included. */
  Map<EntityKey, Integer> traitCounts(Set<EntityKey> entities);

  /** Stores traits in place of those of the same name. */
  void writeTraits(Collection<EntityTrait> traits);

  /** Notes which events spoke of an account, so that the first and the last of them are known. */
  void writeSightings(Map<EntityKey, Sighting> sightings);

  // The graph

  /** The profiles that some ids stand for now. */
  Map<ProfileId, Standing> current(Set<ProfileId> ids);

  /** The values in force of some traits, removed ones left out. */
  Map<ProfileId, Map<String, Json>> profileTraits(Set<ProfileId> profiles, Set<String> names);

  /**
   * The accounts that group calls gave to profiles, each with the first event that did; of each
   * profile at most {@link Reconciliation#MAX_ACCOUNTS}, the smallest ids.
   */
  Map<ProfileId, Map<EntityKey, Origin>> accounts(Set<ProfileId> profiles);

  // Households

  /** The households that profiles are in, by what they share; however many are in them. */
  Map<ProfileId, Set<EntityKey>> households(Set<ProfileId> profiles);

  /** Puts profiles into households they were not in. */
  void join(Map<ProfileId, Set<Household>> joining);

  /** Takes profiles out of households they were in; one that nobody is in is forgotten. */
  void leave(Map<ProfileId, Set<EntityKey>> leaving);

  /** How many profiles are in each. */
  Map<EntityKey, Integer> sizes(Set<EntityKey> households);

  /** Who is in each. */
  Set<ProfileId> membersOf(Set<EntityKey> households);

  // What was told

  /** The memberships that were told. */
  Map<ProfileId, Set<EntityKey>> told(Set<ProfileId> profiles);

  /** To whom membership in one of these was told. */
  Set<ProfileId> toldMembersOf(Set<EntityKey> entities);

  /** Those of some entities in which membership was told to anybody. */
  Set<EntityKey> withMembers(Set<EntityKey> entities);

  /** Notes that memberships are told. */
  void start(Collection<Membership> memberships);

  /** Notes that memberships are told to have ended. */
  void end(Map<ProfileId, Set<EntityKey>> memberships);

  /** All traits that entities have; of a household what its members share. */
  Map<EntityKey, List<EntityTrait>> traitsOf(Set<EntityKey> entities);

  /** Has others told, once this work is stored, in this order. */
  void tell(List<News> news);

  // What is still to be done

  /** Notes that traits of entities changed, for all their members to be told. */
  void announce(Map<EntityKey, SortedSet<String>> changed);

  /** Announcements that are not done, those that waited longest first. */
  List<Announcement> announcements(int atMost);

  /** To whom membership was told, in order of their ids, after one, and at most so many. */
  List<ProfileId> toldMembers(EntityKey entity, ProfileId after, int atMost);

  /** Notes how far an announcement is, and lets the others go first. */
  void advance(Announcement announcement);

  /** Forgets an announcement that is done. */
  void finish(Announcement announcement);

  /** The versions of the rules that are stored, also of those whose definition is gone. */
  List<RuleVersion> ruleVersions();

  /** Stores a rule; all profiles are to be looked at under it. */
  void define(DerivedDefinition definition);

  /** Forgets a rule; all its members are to be looked at without it. */
  void drop(String entity);

  /** Derivations that are not done. */
  List<Derivation> derivations();

  /** The next profiles that a derivation has to look at, at most so many. */
  Derivation.Slice next(Derivation derivation, int atMost);

  /** Notes how far a derivation is. */
  void advance(Derivation derivation);

  /** Notes that a derivation is done. */
  void finish(Derivation derivation);
}
