package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.Derivation;
import dev.tributary.identity.domain.entity.DerivedDefinition;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityRule;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.EntityTransaction;
import dev.tributary.identity.domain.entity.Household;
import dev.tributary.identity.domain.entity.Membership;
import dev.tributary.identity.domain.entity.News;
import dev.tributary.identity.domain.entity.RuleVersion;
import dev.tributary.identity.domain.entity.Sighting;
import dev.tributary.identity.domain.entity.Standing;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** What one transaction of PostgreSQL reads and writes, and counts of what it writes. */
final class PostgresEntityTransaction implements EntityTransaction {

  private final AccountTables accounts;
  private final GraphReads graph;
  private final HouseholdTables households;
  private final MembershipTables memberships;
  private final WorkTables work;
  private int started;
  private int ended;
  private int told;

  PostgresEntityTransaction(Statements statements, Instant now) {
    this.accounts = new AccountTables(statements);
    this.graph = new GraphReads(statements);
    this.households = new HouseholdTables(statements, now);
    this.memberships = new MembershipTables(statements);
    this.work = new WorkTables(statements);
  }

  int started() {
    return started;
  }

  int ended() {
    return ended;
  }

  int told() {
    return told;
  }

  @Override
  public List<EntityRule.Derived> rules() {
    return work.rules();
  }

  @Override
  public Map<EntityKey, Map<String, EntityTrait>> traits(Map<EntityKey, SortedSet<String>> names) {
    return accounts.traits(names);
  }

  @Override
  public Map<EntityKey, Integer> traitCounts(Set<EntityKey> entities) {
    return accounts.traitCounts(entities);
  }

  @Override
  public void writeTraits(Collection<EntityTrait> traits) {
    accounts.writeTraits(traits);
  }

  @Override
  public void writeSightings(Map<EntityKey, Sighting> sightings) {
    accounts.writeSightings(sightings);
  }

  @Override
  public Map<ProfileId, Standing> current(Set<ProfileId> ids) {
    return graph.current(ids);
  }

  @Override
  public Map<ProfileId, Map<String, Json>> profileTraits(
      Set<ProfileId> profiles, Set<String> names) {
    return graph.traits(profiles, names);
  }

  @Override
  public Map<ProfileId, Map<EntityKey, Origin>> accounts(Set<ProfileId> profiles) {
    return graph.accounts(profiles);
  }

  @Override
  public Map<ProfileId, Set<EntityKey>> households(Set<ProfileId> profiles) {
    return households.ofProfiles(profiles);
  }

  @Override
  public void join(Map<ProfileId, Set<Household>> joining) {
    households.join(joining);
  }

  @Override
  public void leave(Map<ProfileId, Set<EntityKey>> leaving) {
    households.leave(leaving);
  }

  @Override
  public Map<EntityKey, Integer> sizes(Set<EntityKey> keys) {
    return households.sizes(keys);
  }

  @Override
  public Set<ProfileId> membersOf(Set<EntityKey> keys) {
    return households.members(keys);
  }

  @Override
  public Map<ProfileId, Set<EntityKey>> told(Set<ProfileId> profiles) {
    return memberships.ofProfiles(profiles);
  }

  @Override
  public Set<ProfileId> toldMembersOf(Set<EntityKey> entities) {
    return memberships.members(entities);
  }

  @Override
  public Set<EntityKey> withMembers(Set<EntityKey> entities) {
    return memberships.withMembers(entities);
  }

  @Override
  public void start(Collection<Membership> starting) {
    memberships.start(starting);
    started += starting.size();
  }

  @Override
  public void end(Map<ProfileId, Set<EntityKey>> ending) {
    memberships.end(ending);
    ended += ending.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public Map<EntityKey, List<EntityTrait>> traitsOf(Set<EntityKey> entities) {
    var ofAccounts = new ArrayList<EntityKey>();
    var ofHouseholds = new ArrayList<EntityKey>();
    for (var entity : entities) {
      (entity.entity().equals(EntityKey.ACCOUNTS) ? ofAccounts : ofHouseholds).add(entity);
    }
    var all = new ArrayList<EntityTrait>();
    if (!ofAccounts.isEmpty()) {
      all.addAll(accounts.allTraits(ofAccounts));
    }
    if (!ofHouseholds.isEmpty()) {
      all.addAll(households.traits(ofHouseholds));
    }
    var traits = new HashMap<EntityKey, List<EntityTrait>>();
    for (var trait : all) {
      traits.computeIfAbsent(trait.entity(), _ -> new ArrayList<>()).add(trait);
    }
    return traits;
  }

  @Override
  public void tell(List<News> news) {
    memberships.tell(news);
    told += news.size();
  }

  @Override
  public void announce(Map<EntityKey, SortedSet<String>> changed) {
    work.announce(changed);
  }

  @Override
  public List<Announcement> announcements(int atMost) {
    return work.announcements(atMost);
  }

  @Override
  public List<ProfileId> toldMembers(EntityKey entity, ProfileId after, int atMost) {
    return memberships.membersAfter(entity, after, atMost);
  }

  @Override
  public void advance(Announcement announcement) {
    work.advance(announcement);
  }

  @Override
  public void finish(Announcement announcement) {
    work.finish(announcement);
  }

  @Override
  public List<RuleVersion> ruleVersions() {
    return work.versions();
  }

  @Override
  public void define(DerivedDefinition definition) {
    work.define(definition);
  }

  @Override
  public void drop(String entity) {
    work.drop(entity);
  }

  @Override
  public List<Derivation> derivations() {
    return work.derivations();
  }

  @Override
  public Derivation.Slice next(Derivation derivation, int atMost) {
    return work.next(derivation, atMost);
  }

  @Override
  public void advance(Derivation derivation) {
    work.advance(derivation);
  }

  @Override
  public void finish(Derivation derivation) {
    work.finish(derivation);
  }
}
