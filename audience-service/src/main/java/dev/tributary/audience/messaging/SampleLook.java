package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.preview.Previews.Somebody;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.EventReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One look at the profiles of a sample: who of them would be in an audience. */
final class SampleLook {

  private static final int SAMPLE = 10;

  /** The newest of one profile that are read; of a customer there are seldom as many. */
  private static final int EVENTS_A_PROFILE = 1_000;

  private static final int PROFILES = 250;

  private final Unsaved unsaved;
  private final Program history;
  private final Set<Long> names;
  private final PartitionStores stores;
  private final EventReader reader;
  private final int atOnce;
  private final long now;
  private final long endNanos;
  private final SampleEntities entities;
  private final List<Somebody> sample = new ArrayList<>();
  private long members;
  private long lookedAt;
  private boolean sawEveryEvent = true;

  /**
   * Looks at nobody yet.
   *
   * @param names keys of the names of the events to read; empty for all
   * @param atOnce how many events are read at once, about
   * @param endNanos after which no entity is asked any more
   */
  SampleLook(
      Unsaved unsaved,
      Set<Long> names,
      PartitionStores stores,
      EventReader reader,
      int atOnce,
      long now,
      long endNanos) {
    this.unsaved = unsaved;
    this.history = unsaved.history();
    this.names = names;
    this.stores = stores;
    this.reader = reader;
    this.atOnce = atOnce;
    this.now = now;
    this.endNanos = endNanos;
    this.entities = new SampleEntities(unsaved, stores, this::members, now);
  }

  long members() {
    return members;
  }

  long lookedAt() {
    return lookedAt;
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

  /** The members of an entity. */
  private Optional<List<Subject>> members(List<String> profileIds) {
    var members = new ArrayList<Subject>();
    var batch = new ArrayList<Chosen>();
    int events = 0;
    for (var id : profileIds) {
      var chosen = choose(stores.profile(id));
      batch.add(chosen);
      events += chosen.events().size();
      if (events >= atOnce) {
        members.addAll(subjects(batch));
        batch.clear();
        events = 0;
      }
      if (System.nanoTime() > endNanos) {
        return Optional.empty();
      }
    }
    members.addAll(subjects(batch));
    return Optional.of(members);
  }

  private List<Subject> subjects(List<Chosen> batch) {
    var records = read(batch);
    return batch.stream().map(chosen -> subject(chosen.found(), chosen, records)).toList();
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
    boolean holds = unsaved.holds(subject, now);
    lookedAt++;
    if (holds) {
      members++;
      if (sample.size() < SAMPLE) {
        var identifiers = PartitionStores.identifiers(subject.attributes());
        sample.add(new Somebody(subject.profileId(), identifiers));
      }
    }
  }
}
