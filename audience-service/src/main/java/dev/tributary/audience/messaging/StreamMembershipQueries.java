package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Explanation;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Answers from the stores of the partitions, wherever they are. A question about an audience asks
 * all of them; while one cannot answer, nor can this, and never with a part of the truth.
 */
@ApplicationScoped
class StreamMembershipQueries implements MembershipQueries {

  private final PartitionStores stores;
  private final Serving serving;
  private final Latest latest;
  private final SideBySide sideBySide;
  private final Clock clock = Clock.systemUTC();

  StreamMembershipQueries(
      PartitionStores stores, Serving serving, Latest latest, SideBySide sideBySide) {
    this.stores = stores;
    this.serving = serving;
    this.latest = latest;
    this.sideBySide = sideBySide;
  }

  @Override
  public ProfileMemberships of(String profileId) {
    return PartitionStores.answering(() -> concluded(profileId));
  }

  private ProfileMemberships concluded(String profileId) {
    var found = stores.profile(profileId);
    return memberships(serving.program(), found.profileId(), found.stored().profile());
  }

  @Override
  public ProfileTraits traits(String profileId) {
    return PartitionStores.answering(() -> seenTraits(profileId));
  }

  private ProfileTraits seenTraits(String profileId) {
    var found = stores.profile(profileId);
    return traits(serving.program(), found, found.subject().attributes());
  }

  private static ProfileTraits traits(
      Program program, PartitionStores.Found found, Attributes attributes) {
    var id = found.profileId();
    var concluded = memberships(program, id, found.stored().profile());
    var custom = attributes.traits();
    for (var rule : program.rules()) {
      if (rule instanceof Rule.ComputedTrait trait) {
        custom.remove(trait.name());
      }
    }
    return new ProfileTraits(id, concluded.traits(), custom);
  }

  @Override
  public Map<String, Json> traitsOf(Entity entity) {
    return PartitionStores.answering(() ->
        serving
            .program()
            .ofEntity(entity.kind())
            .values(EntityStore.standing(stores.of(entity.key()), entity.key())));
  }

  @Override
  public Optional<ProfileWhy> why(String profileId, String audience) {
    var program = serving.program();
    return inForce(program, audience)
        .map(rule -> PartitionStores.answering(() -> why(program, rule, profileId)));
  }

  private ProfileWhy why(Program program, Rule.Audience audience, String profileId) {
    var found = stores.profile(profileId);
    var why = Explanation.of(program, audience, found.subject(), clock.millis());
    return new ProfileWhy(found.profileId(), why);
  }

  @Override
  public Optional<Long> size(String audience) {
    return inForce(serving.program(), audience)
        .map(rule -> PartitionStores.answering(() -> sizeOf(rule)));
  }

  @Override
  public Optional<Overlap> overlap(String one, String other) {
    var program = serving.program();
    return inForce(program, one)
        .flatMap(
            a -> inForce(program, other).map(b -> PartitionStores.answering(() -> overlap(a, b))));
  }

  private Overlap overlap(Rule one, Rule other) {
    long both = 0;
    for (var store : stores.all()) {
      both += MemberRange.inBoth(store, one.id(), other.id());
    }
    return new Overlap(sizeOf(one), sizeOf(other), both);
  }

  @Override
  public Optional<MemberPage> members(String audience, int limit, String after) {
    return inForce(serving.program(), audience)
        .map(rule -> PartitionStores.answering(() -> page(rule, limit, after)));
  }

  /** What another replica holds costs two calls a profile, so then many are asked at once. */
  @Override
  public Optional<List<LookedUp>> lookUp(String audience, List<String> profileIds) {
    var program = serving.program();
    return inForce(program, audience)
        .map(rule -> {
          Function<String, LookedUp> question =
              id -> PartitionStores.answering(() -> lookedUp(program, rule, id));
          return PartitionStores.answering(stores::areAllHere)
              ? profileIds.stream().map(question).toList()
              : sideBySide.answers(profileIds, question);
        });
  }

  private LookedUp lookedUp(Program program, Rule.Audience audience, String profileId) {
    var found = stores.profile(profileId);
    var membership = found.stored().profile().membership(audience.id());
    var attributes = found.subject().attributes();
    return new LookedUp(
        membership.member(),
        membership.sinceMillis(),
        PartitionStores.identifiers(attributes),
        traits(program, found, attributes));
  }

  /** The audience; empty where it is not defined. */
  private Optional<Rule.Audience> inForce(Program program, String name) {
    var found = program.audience(name);
    if (found.isEmpty() && latest.all().containsKey(Rule.Audience.idOf(name))) {
      throw new Unavailable("The audience is being computed: its status tells how far", null);
    }
    return found;
  }

  private long sizeOf(Rule audience) {
    long size = 0;
    for (var store : stores.all()) {
      size += SizeStore.size(store, audience.id());
    }
    return size;
  }

  private static ProfileMemberships memberships(Program program, String id, Profile profile) {
    var audiences = new ArrayList<String>();
    var traits = new TreeMap<String, Json>();
    for (var rule : program.rules()) {
      switch (rule) {
        case Rule.Audience audience -> {
          if (profile.membership(audience.id()).member()) {
            audiences.add(audience.name());
          }
        }
        case Rule.ComputedTrait trait -> {
          var value = profile.computed(trait.id()).value();
          if (!(value instanceof Json.Null)) {
            traits.put(trait.name(), value);
          }
        }
      }
    }
    audiences.sort(Comparator.naturalOrder());
    return new ProfileMemberships(id, List.copyOf(audiences), traits);
  }

  /** The first of each partition, merged in their order. */
  private MemberPage page(Rule audience, int limit, String after) {
    var found = new ArrayList<Row>();
    for (var store : stores.all()) {
      found.addAll(membersIn(store, audience.id(), limit + 1, after));
    }
    // As the stores order them, so that a cursor means the same in every partition.
    found.sort(Comparator.comparing(row -> StoreKey.profile(row.profileId())));
    var page =
        found.stream()
            .limit(limit)
            .map(row ->
                new Member(
                    row.profileId(), identifiers(row.store(), row.profileId()), row.sinceMillis()))
            .toList();
    return new MemberPage(page, found.size() > limit ? page.getLast().profileId() : "");
  }

  /** A member and the store that it is in. */
  private record Row(
      String profileId, long sinceMillis, ReadOnlyKeyValueStore<Bytes, byte[]> store) {}

  private static List<Row> membersIn(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, long audience, int limit, String after) {
    var prefix = StoreKey.member(audience, "");
    var from = after.isEmpty() ? prefix : StoreKey.next(StoreKey.member(audience, after));
    var members = new ArrayList<Row>();
    try (var rows = store.range(from, StoreKey.after(prefix))) {
      while (members.size() < limit && rows.hasNext()) {
        var row = rows.next();
        if (row.key.get()[0] != StoreKey.MEMBER || StoreKey.number(row.key) != audience) {
          break;
        }
        var id = StoreKey.idAfterNumber(row.key);
        members.add(new Row(id, ByteBuffer.wrap(row.value).getLong(), store));
      }
    }
    return members;
  }

  private static Map<String, List<String>> identifiers(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, String id) {
    var bytes = store.get(StoreKey.attributes(id));
    return bytes == null ? Map.of() : PartitionStores.identifiers(Attributes.fromBytes(bytes));
  }
}
