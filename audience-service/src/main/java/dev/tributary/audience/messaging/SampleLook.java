package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.preview.Previews.Somebody;
import dev.tributary.audience.domain.preview.Unsaved;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.timeline.EventReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final EventReader reader;
  private final int atOnce;
  private final long now;
  private final List<Somebody> sample = new ArrayList<>();
  private long members;
  private long lookedAt;
  private boolean sawEveryEvent = true;

  /**
   * Looks at nobody yet.
   *
   * @param names keys of the names of the events to read; empty for all
   * @param atOnce how many events are read at once, about
   */
  SampleLook(Unsaved unsaved, Set<Long> names, EventReader reader, int atOnce, long now) {
    this.unsaved = unsaved;
    this.history = unsaved.history();
    this.names = names;
    this.reader = reader;
    this.atOnce = atOnce;
    this.now = now;
  }

  long members() {
    return members;
  }

  long lookedAt() {
    return lookedAt;
  }

  /** Whether no event that may matter was missing, as far as the timelines tell. */
  boolean sawEveryEvent() {
    return sawEveryEvent;
  }

  List<Somebody> sample() {
    return sample;
  }

  /**
   * Looks at the next profiles, until the time is over, but at one batch at least.
   *
   * @return how many were looked at
   */
  long at(ProfileWalk walk, int most, long endNanos) {
    long before = lookedAt;
    do {
      var batch = new ArrayList<Chosen>();
      int events = 0;
      int room = (int) Math.min(PROFILES, most - (lookedAt - before));
      while (walk.hasNext() && batch.size() < room && events < atOnce && isTime(batch, endNanos)) {
        var chosen = choose(walk.next());
        batch.add(chosen);
        events += chosen.events().size();
      }
      look(batch);
    } while (walk.hasNext() && lookedAt - before < most && System.nanoTime() < endNanos);
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
    var wanted = batch.stream().flatMap(chosen -> chosen.events().stream()).toList();
    Map<EventReference, byte[]> records = wanted.isEmpty() ? Map.of() : reader.read(wanted);
    sawEveryEvent &= records.size() == wanted.size();
    for (var chosen : batch) {
      try {
        look(chosen.found(), counted(chosen, records));
      } catch (ChangedMeanwhile _) { // Once more, as it is now.
        chosen.found().again().ifPresent(again -> look(again, counted(chosen, records)));
      }
    }
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

  private void look(PartitionStores.Found found, Profile counted) {
    var subject = found.subject();
    subject.profile().combine(counted);
    boolean holds = unsaved.holds(subject, now);
    lookedAt++;
    if (holds) {
      members++;
      if (sample.size() < SAMPLE) {
        var identifiers = PartitionStores.identifiers(subject.attributes());
        sample.add(new Somebody(found.profileId(), identifiers));
      }
    }
  }
}
