package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.preview.Previews.Somebody;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.EventReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One look at the profiles of a sample: who of them would be in an audience. */
final class SampleLook {

  private static final int SAMPLE = 10;

  /** The newest of one profile that are read; of a customer there are seldom as many. */
  private static final int EVENTS_A_PROFILE = 1_000;

  private static final int PROFILES = 250;

  /** Besides what a walk takes, in each partition. */
  private static final Duration FOR_MEMBERS = Duration.ofMillis(500);

  private final Unsaved unsaved;
  private final Program history;
  private final Set<Long> names;
  private final PartitionStores stores;
  private final EventReader reader;
  private final int atOnce;
  private final long now;
  private final SampleEntities entities;
  private final List<Somebody> sample = new ArrayList<>();
  private long members;
  private long lookedAt;
  private long unknown;
  private boolean sawEveryEvent = true;

  /** After which no entity's members are read. */
  private long membersEndNanos;

  /**
   * Looks at nobody yet.
   *
   * @param names keys of the names of the events to read; empty for all
   * @param atOnce how many events are read at once, about
   */
  SampleLook(
      Unsaved unsaved,
      Set<Long> names,
      PartitionStores stores,
      EventReader reader,
      int atOnce,
      long now) {
    this.unsaved = unsaved;
    this.history = unsaved.history();
    this.names = names;
    this.stores = stores;
    this.reader = reader;
    this.atOnce = atOnce;
    this.now = now;
    this.entities = new SampleEntities(unsaved, stores, this::members, now);
  }

  long members() {
    return members;
  }

  long lookedAt() {
    return lookedAt;
  }

  /** Of how many of them it could not be told. */
  long unknown() {
    return unknown;
  }

  /** Whether no event that may matter was missing, as far as the timelines tell, and no member. */
  boolean sawEverything() {
    return sawEveryEvent && entities.sawEveryMember();
  }

  List<Somebody> sample() {
    return sample;
  }

  /**
   * Looks at the next profiles, until the time is over, but at one batch at least.
   *
   * @return how many were looked at
   */
  long at(ProfileWalk walk, int most, long walkEndNanos) {
    membersEndNanos = walkEndNanos + FOR_MEMBERS.toNanos();
    long before = lookedAt;
    do {
      var batch = new ArrayList<Chosen>();
      int events = 0;
      int room = (int) Math.min(PROFILES, most - (lookedAt - before));
      while (walk.hasNext()
          && batch.size() < room
          && events < atOnce
          && isTime(batch, walkEndNanos)) {
        var chosen = choose(walk.next());
        batch.add(chosen);
        events += chosen.events().size();
      }
      look(batch);
    } while (walk.hasNext() && lookedAt - before < most && System.nanoTime() < walkEndNanos);
    return lookedAt - before;
  }

  private static boolean isTime(List<Chosen> batch, long endNanos) {
    return batch.isEmpty() || System.nanoTime() < endNanos;
  }

  /** A profile, and where those of its events stand that may matter. */
  private record Chosen(PartitionStores.Found found, List<EventReference> events) {}

  private Chosen choose(PartitionStores.Found found) {
    if (unsaved.missing().isEmpty()) {
      return new Chosen(found, List.of());
    }
    var recent = found.stored().recent();
    var all =
        ReferenceStore.all(found.store(), found.profileId(), recent).stream()
            .filter(one -> names.isEmpty() || names.contains(one.name()))
            .toList();
    sawEveryEvent &= recent.firstChunk() == 0 && all.size() <= EVENTS_A_PROFILE;
    return new Chosen(found, all.subList(Math.max(0, all.size() - EVENTS_A_PROFILE), all.size()));
  }

  private void look(List<Chosen> batch) {
    var records = read(batch);
    for (var chosen : batch) {
      try {
        look(subject(chosen.found(), chosen, records));
      } catch (ChangedMeanwhile _) { // Once more, as it is now.
        chosen.found().again().ifPresent(again -> look(subject(again, chosen, records)));
      }
    }
  }

  /** What the members of an entity bring. */
  private Optional<List<Share>> members(List<String> profileIds, Function<Subject, Share> share) {
    var shares = new ArrayList<Share>();
    var batch = new ArrayList<Chosen>();
    int events = 0;
    for (var id : profileIds) {
      if (System.nanoTime() > membersEndNanos) {
        return Optional.empty();
      }
      var chosen = choose(stores.profile(id));
      batch.add(chosen);
      events += chosen.events().size();
      if (events >= atOnce) {
        bring(batch, share, shares);
        batch.clear();
        events = 0;
      }
    }
    bring(batch, share, shares);
    return Optional.of(shares);
  }

  private void bring(List<Chosen> batch, Function<Subject, Share> share, List<Share> shares) {
    var records = read(batch);
    for (var chosen : batch) {
      try {
        shares.add(share.apply(subject(chosen.found(), chosen, records)));
      } catch (ChangedMeanwhile _) { // Once more, as it is now.
        var again = chosen.found().again().orElse(chosen.found());
        shares.add(share.apply(subject(again, chosen, records)));
      }
    }
  }

  private Map<EventReference, byte[]> read(List<Chosen> batch) {
    var wanted = batch.stream().flatMap(chosen -> chosen.events().stream()).toList();
    Map<EventReference, byte[]> records = wanted.isEmpty() ? Map.of() : reader.read(wanted);
    sawEveryEvent &= records.size() == wanted.size();
    return records;
  }

  /** A copy to work on, with what nobody counts yet counted. */
  private Subject subject(
      PartitionStores.Found found, Chosen chosen, Map<EventReference, byte[]> records) {
    var subject = found.subject();
    subject.profile().combine(counted(chosen, records));
    subject.suppose(entities);
    return subject;
  }

  /** What the profile's own events leave in the features that nobody counts yet. */
  private Profile counted(Chosen chosen, Map<EventReference, byte[]> records) {
    var counted = new PieceBuilder(history, now);
    var key = chosen.found().profileId().getBytes(StandardCharsets.UTF_8);
    chosen.events().forEach(event -> counted.add(key, records.get(event)));
    var all = new Profile();
    counted.profiles().values().stream()
        .flatMap(byVersion -> byVersion.values().stream())
        .forEach(all::combine);
    return all;
  }

  private void look(Subject subject) {
    var holds = unsaved.holds(subject, now);
    lookedAt++;
    if (holds.isEmpty()) {
      unknown++;
    } else if (holds.get()) {
      members++;
      if (sample.size() < SAMPLE) {
        var identifiers = PartitionStores.identifiers(subject.attributes());
        sample.add(new Somebody(subject.profileId(), identifiers));
      }
    }
  }
}
