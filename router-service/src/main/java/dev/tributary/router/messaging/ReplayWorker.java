package dev.tributary.router.messaging;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.router.definitions.Destinations;
import dev.tributary.router.domain.deadletter.Redriven;
import dev.tributary.router.domain.list.Members;
import dev.tributary.router.domain.replay.Replay.Taken;
import dev.tributary.router.domain.replay.Replays;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Works on replays: reads what they are to read, part by part, and writes what is to be delivered
 * to {@code redeliveries}, from where it goes the way of all deliveries of its destination. Written
 * first and noted afterwards: a crash in between writes again what was written since the last note,
 * with the same keys.
 */
@ApplicationScoped
class ReplayWorker {

  private static final Logger LOG = Logger.getLogger(ReplayWorker.class);
  private static final Duration UNHEARD_OF = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Replays replays;
  private final Redeliveries redeliveries;
  private final LaneParts.Consumers consumers;
  private final Members members;
  private final Redriven redriven;
  private final Destinations destinations;
  private final DefinitionsFeed feed;
  private final UUID self = UUID.randomUUID();
  private final Errand errand = new Errand("router-replays", this::attend);
  private boolean away;

  ReplayWorker(
      Replays replays,
      Redeliveries redeliveries,
      LaneParts.Consumers consumers,
      Members members,
      Redriven redriven,
      Destinations destinations,
      DefinitionsFeed feed) {
    this.replays = replays;
    this.redeliveries = redeliveries;
    this.consumers = consumers;
    this.members = members;
    this.redriven = redriven;
    this.destinations = destinations;
    this.feed = feed;
  }

  void start(@Observes StartupEvent event) {
    errand.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    errand.stop();
  }

  /** Works on one part if there is one; whether to look for another at once. */
  private boolean attend() throws InterruptedException {
    try {
      if (!feed.loaded()) {
        return false;
      }
      var taken = replays.take(self, UNHEARD_OF);
      away = false;
      if (taken.isEmpty()) {
        return false;
      }
      work(taken.get());
      return true;
    } catch (Unavailable | KafkaException e) {
      if (!away) {
        LOG.warnf(
            "Replays cannot go on (%s); they do by themselves when they can",
            e.getClass().getSimpleName());
        away = true;
      }
      return false;
    } catch (RuntimeException e) { // The outermost frame: the part is taken up again later.
      LOG.error("A replay failed; it is tried again", e);
      return false;
    }
  }

  private void work(Taken taken) throws InterruptedException {
    feed.catchUp(); // whoever asked for it knows the destination
    try (var part = open(taken)) {
      boolean more = true;
      var noted = part.begins();
      while (more && errand.goesOn()) {
        var destination = destinations.find(taken.replay().destination());
        if (destination.isEmpty()) {
          var _ = replays.cancel(taken.replay().id(), "the destination is not defined any more");
          return;
        }
        var bit = part.read(noted.next(), destination.get());
        if (!deliver(taken, bit.wanted(), noted)) {
          return;
        }
        noted = noted.plus(bit);
        more =
            replays.progress(taken, noted.next(), noted.tally(), UNHEARD_OF)
                && noted.next() < taken.part().ends();
      }
      if (more) {
        replays.release(taken);
      }
    }
  }

  private PartReading open(Taken taken) {
    return MembersReading.reads(taken.part())
        ? new MembersReading(taken, MembersReading.audience(taken.replay().selection()), members)
        : new RecordsReading(taken, consumers, redriven);
  }

  /** Has deliveries made, no faster than asked for; false where the replay is not ours any more. */
  private boolean deliver(Taken taken, List<PartReading.Wanted> wanted, PartReading.Noted noted)
      throws InterruptedException {
    if (taken.replay().dryRun() || wanted.isEmpty()) {
      return true;
    }
    int atOnce =
        taken
            .replay()
            .perSecond()
            .map(rate -> Math.clamp((long) Math.ceil(rate), 1, wanted.size()))
            .orElse(wanted.size());
    for (int from = 0; from < wanted.size(); from += atOnce) {
      var some = wanted.subList(from, Math.min(wanted.size(), from + atOnce));
      if (!await(taken, replays.use(taken, some.size()), noted)) {
        return false;
      }
      redeliveries.deliver(some.stream().map(PartReading.Wanted::redelivery).toList());
      var letters = some.stream().flatMap(each -> each.letter().stream()).toList();
      if (!letters.isEmpty()) {
        redriven.note(letters);
      }
    }
    return true;
  }

  private boolean await(Taken taken, Duration wait, PartReading.Noted noted)
      throws InterruptedException {
    var left = wait;
    while (left.isPositive()) {
      var step = left.compareTo(STEP) > 0 ? STEP : left;
      if (errand.pause(step) || !replays.progress(taken, noted.next(), noted.tally(), UNHEARD_OF)) {
        return false;
      }
      left = left.minus(step);
    }
    return true;
  }
}
