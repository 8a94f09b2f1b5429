package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Given;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.softlink.Followers;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.ApartStore;
import dev.tributary.audience.domain.state.ApartStore.Limits;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task's profiles in a Kafka Streams store, with what is derived from them: a timer for each
 * profile something will fall out of, the members of each audience in order, and how many they are.
 * All of it is written together and committed with the records that caused it.
 */
final class ProfileStore {

  static final String NAME = "state";

  /**
   * A state of a dozen times or so stands with others. A profile is one record until what an event
   * does not touch would cost more to read and write with it than rows of its own; then a page is
   * about as dear as a row.
   */
  private static final Limits LIMITS = new Limits(128, 4_096, 1_024);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Limits limits;
  private final SizeStore sizes;
  private final EntityStore entities;

  /** No timer in the store is earlier; spares the look where nothing is due. */
  private long noTimerBefore;

  ProfileStore(KeyValueStore<Bytes, byte[]> store) {
    this(store, LIMITS);
  }

  ProfileStore(KeyValueStore<Bytes, byte[]> store, Limits limits) {
    this.store = store;
    this.limits = limits;
    this.sizes = new SizeStore(store);
    this.entities = new EntityStore(store);
  }

  Optional<Stored> find(String id) {
    return Optional.ofNullable(bytes(StoreKey.profile(id)))
        .map(bytes -> Stored.fromBytes(bytes, apart(id)));
  }

  Attributes attributes(String id) {
    var bytes = bytes(StoreKey.attributes(id));
    return bytes == null ? new Attributes() : Attributes.fromBytes(bytes);
  }

  Relations relations(String id) {
    var bytes = bytes(StoreKey.relations(id));
    return bytes == null ? new Relations() : Relations.fromBytes(bytes);
  }

  SoftLinks softLinks(String id) {
    var bytes = bytes(StoreKey.softLinks(id));
    return bytes == null ? new SoftLinks() : SoftLinks.fromBytes(bytes);
  }

  void setSoftLinks(String id, SoftLinks softLinks) {
    store.put(StoreKey.softLinks(id), softLinks.toBytes());
  }

  Followers followers(String id) {
    var bytes = bytes(StoreKey.followers(id));
    return bytes == null ? new Followers() : Followers.fromBytes(bytes);
  }

  void setFollowers(String id, Followers followers) {
    if (followers.isEmpty()) {
      store.delete(StoreKey.followers(id));
    } else {
      store.put(StoreKey.followers(id), followers.toBytes());
    }
  }

  Enrolments enrolments(String id) {
    var bytes = bytes(StoreKey.enrolments(id));
    return bytes == null ? new Enrolments() : Enrolments.fromBytes(bytes);
  }

  void setEnrolments(String id, Enrolments enrolments) {
    store.put(StoreKey.enrolments(id), enrolments.toBytes());
  }

  /** The accounts and households of this partition. */
  EntityStore entities() {
    return entities;
  }

  /** Writes what is stored under the id itself: no work was done on the profile. */
  void put(String id, Stored stored) {
    store.put(StoreKey.profile(id), stored.toBytes(apart(id)));
  }

  /**
   * Writes what the work on a profile touched, and nothing else.
   *
   * @param place whether what the id has been through, or its timeline, is new
   */
  void save(String id, Stored stored, Subject subject, long dueBefore, boolean place) {
    if (subject.profileTouched() || place) {
      put(id, stored);
      moveTimer(id, dueBefore, stored.profile().due());
    }
    if (subject.attributesTouched()) {
      store.put(StoreKey.attributes(id), subject.attributes().toBytes());
    }
    if (subject.relationsTouched()) {
      store.put(StoreKey.relations(id), subject.relations().toBytes());
    }
    if (subject.softLinksTouched()) {
      setSoftLinks(id, subject.softLinks());
    }
    for (var flip : subject.flips()) {
      if (flip.is().member()) {
        enter(flip.rule(), id, flip.is().sinceMillis());
      } else {
        leave(flip.rule(), id);
      }
      if (flip.is().member() != flip.was().member()) {
        sizes.add(flip.rule(), flip.is().member() ? 1 : -1, subject.now());
      }
    }
  }

  /** Takes a profile out, but for what is stored under the id itself. */
  void takeOut(String id, Profile profile, long now) {
    moveTimer(id, profile.due(), Profile.NEVER);
    profile
        .conclusions()
        .forEach((rule, conclusion) -> {
          if (conclusion instanceof Conclusion.Membership(_, boolean member, _) && member) {
            leave(rule, id);
            sizes.add(rule, -1, now);
          }
        });
    store.delete(StoreKey.attributes(id));
    store.delete(StoreKey.relations(id));
  }

  /** Each time a split sent an identifier away, and the last time it is known to have come back. */
  Given given(String id, long identifier) {
    var bytes = bytes(StoreKey.given(id, identifier));
    if (bytes == null) {
      return Given.NEVER;
    }
    var in = new ByteReader(bytes);
    var all = new ArrayList<Away>();
    while (!in.atEnd()) {
      all.add(new Away(in.readText(), in.readUnsigned()));
    }
    return new Given(id, all);
  }

  void setGiven(String id, long identifier, Given given) {
    var out = new ByteWriter();
    for (var away : given.all()) {
      out.writeText(away.into());
      out.writeUnsigned(away.version());
    }
    store.put(StoreKey.given(id, identifier), out.toByteArray());
  }

  /** By key, as of which version what left with a merge was known to be here. */
  Map<Long, Long> departed(String id, long merge) {
    var departed = new LinkedHashMap<Long, Long>();
    var bytes = bytes(StoreKey.departed(id, merge));
    if (bytes != null) {
      var in = new ByteReader(bytes);
      while (!in.atEnd()) {
        departed.put(in.readLong(), in.readUnsigned());
      }
    }
    return departed;
  }

  /** Notes what leaves with a merge, so that it can be sent for. */
  void depart(String id, long merge, Map<Long, Long> leaving) {
    var departed = departed(id, merge);
    boolean fresh = false;
    for (var entry : leaving.entrySet()) {
      long since = Math.max(0, entry.getValue());
      var known = departed.get(entry.getKey());
      if (entry.getKey() != Identifier.NOBODY && (known == null || known > since)) {
        departed.put(entry.getKey(), since);
        fresh = true;
      }
    }
    if (fresh) {
      var out = new ByteWriter();
      departed.forEach((key, since) -> {
        out.writeLong(key);
        out.writeUnsigned(since);
      });
      store.put(StoreKey.departed(id, merge), out.toByteArray());
    }
  }

  /**
   * Notes that an identifier that went is here again. The note stays: what is on its way still from
   * before it went has to be told apart from what came after.
   */
  void cameBack(String id, long identifier, long version) {
    var given = given(id, identifier);
    var back = given.back(id, version);
    if (!back.equals(given)) {
      setGiven(id, identifier, back);
    }
  }

  /** The profiles whose timer is due, earliest first, at most so many. */
  List<String> due(long now, int limit) {
    if (noTimerBefore > now) {
      return List.of();
    }
    var due = new ArrayList<String>();
    var from = StoreKey.timer(Math.max(0, noTimerBefore), "");
    var to = StoreKey.after(Bytes.wrap(new byte[] {StoreKey.TIMER}));
    noTimerBefore = Profile.NEVER;
    try (var timers = store.range(from, to)) {
      while (timers.hasNext()) {
        var key = timers.next().key;
        if (key.get()[0] != StoreKey.TIMER) {
          break;
        }
        if (due.size() == limit || StoreKey.number(key) > now) {
          noTimerBefore = StoreKey.number(key);
          break;
        }
        due.add(StoreKey.idAfterNumber(key));
      }
    }
    return due;
  }

  /**
   * What is stored under profile ids, in their order after one, at most so many; moved ones too.
   */
  List<Row> profilesAfter(String id, int limit) {
    var found = new ArrayList<Row>();
    var to = StoreKey.after(Bytes.wrap(new byte[] {StoreKey.PROFILE}));
    try (var profiles = store.range(StoreKey.next(StoreKey.profile(id)), to)) {
      while (found.size() < limit && profiles.hasNext()) {
        var row = profiles.next();
        if (row.key.get()[0] != StoreKey.PROFILE) {
          break;
        }
        found.add(new Row(StoreKey.id(row.key), Bytes.wrap(row.value)));
      }
    }
    return found;
  }

  /** What is stored under a profile id. */
  record Row(String id, Bytes bytes) {}

  Stored stored(Row row) {
    return Stored.fromBytes(row.bytes().get(), apart(row.id()));
  }

  private ApartStore apart(String id) {
    return new ApartRows.Writable(store, id, limits);
  }

  /** For which definitions all profiles were rechecked. */
  Swept swept() {
    var bytes = bytes(StoreKey.single(StoreKey.SWEPT));
    return bytes == null ? Swept.NEVER : Swept.fromBytes(bytes);
  }

  /** The same, now that these are in force: a rule that goes and comes back is another one. */
  Swept sweptSince(Program program) {
    var before = swept();
    var since = before.since(program);
    if (!since.equals(before)) {
      setSwept(since);
    }
    return since;
  }

  void setSwept(Swept swept) {
    store.put(StoreKey.single(StoreKey.SWEPT), swept.toBytes());
  }

  /** The plan that the partition follows. */
  Plan plan() {
    return plan(StoreKey.PLAN);
  }

  void setPlan(Plan plan) {
    store.put(StoreKey.single(StoreKey.PLAN), PlanForm.toBytes(plan));
  }

  /** The newest plan that the partition made, where it is the one that makes them. */
  Plan madePlan() {
    return plan(StoreKey.MADE_PLAN);
  }

  void setMadePlan(Plan plan) {
    store.put(StoreKey.single(StoreKey.MADE_PLAN), PlanForm.toBytes(plan));
  }

  private Plan plan(byte purpose) {
    var bytes = bytes(StoreKey.single(purpose));
    return bytes == null ? Plan.NONE : PlanForm.fromBytes(bytes);
  }

  Progress progress() {
    var bytes = bytes(StoreKey.single(StoreKey.PROGRESS));
    return bytes == null ? new Progress(0) : Progress.fromBytes(bytes);
  }

  void setProgress(Progress progress) {
    store.put(StoreKey.single(StoreKey.PROGRESS), progress.toBytes());
  }

  Tally tally() {
    var bytes = bytes(StoreKey.single(StoreKey.TALLY));
    return bytes == null ? new Tally(0, 0) : Tally.fromBytes(bytes);
  }

  void setTally(Tally tally) {
    store.put(StoreKey.single(StoreKey.TALLY), tally.toBytes());
  }

  private void moveTimer(String id, long before, long after) {
    if (before == after) {
      return;
    }
    if (before != Profile.NEVER) {
      store.delete(StoreKey.timer(before, id));
    }
    if (after != Profile.NEVER) {
      store.put(StoreKey.timer(after, id), new byte[0]);
      noTimerBefore = Math.min(noTimerBefore, after);
    }
  }

  private void enter(long audience, String id, long since) {
    store.put(StoreKey.member(audience, id), number(since));
  }

  private void leave(long audience, String id) {
    store.delete(StoreKey.member(audience, id));
  }

  private byte @Nullable [] bytes(Bytes key) {
    return store.get(key);
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
