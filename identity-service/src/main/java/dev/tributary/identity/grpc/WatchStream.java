package dev.tributary.identity.grpc;

import dev.tributary.identity.domain.profile.BatchedProfiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.watch.Watch;
import dev.tributary.identity.domain.watch.Watch.Due;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.v1.ProfileChanged;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells one caller of what it watches. Profiles are read only when the caller is ready for them, so
 * a slow one gets each profile's newest state, and nothing piles up but the ids.
 */
final class WatchStream {

  private static final Logger LOG = Logger.getLogger(WatchStream.class);
  private static final int AT_ONCE = 50;

  /** Vert.x may not say that a connection broke; so no lost caller keeps its place for longer. */
  private static final long LIFETIME_NANOS = Duration.ofHours(1).toNanos();

  private final ServerCallStreamObserver<ProfileChanged> observer;
  private final BatchedProfiles profiles;
  private final WatchMetrics metrics;
  private final Semaphore wakings = new Semaphore(0);

  /** Must be made before the call's method returns. */
  WatchStream(
      ServerCallStreamObserver<ProfileChanged> observer,
      BatchedProfiles profiles,
      WatchMetrics metrics) {
    this.observer = observer;
    this.profiles = profiles;
    this.metrics = metrics;
    observer.setOnReadyHandler(this::wake);
    observer.setOnCancelHandler(this::wake);
  }

  /** Lets it look again; returns at once. */
  void wake() {
    wakings.release();
  }

  /** Tells until the caller leaves or the watch is over. */
  void run(Watch watch) {
    var outcome = "cancelled";
    long end = System.nanoTime() + LIFETIME_NANOS;
    try {
      observer.onNext(ProfileChanged.getDefaultInstance());
      boolean inTime = true;
      while (inTime && !observer.isCancelled() && !watch.isOver()) {
        tell(watch);
        inTime = wakings.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        wakings.drainPermits();
      }
      if (!observer.isCancelled()) {
        outcome = watch.isOver() ? "lost" : "expired";
        unavailable("The changes are not followed any further; ask again");
      }
    } catch (Unavailable _) {
      outcome = "unavailable";
      unavailable("Profiles cannot be read for now");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      unavailable("The service stops");
    } catch (RuntimeException e) { // The outermost frame of its thread.
      outcome = "failed";
      LOG.error("Watching profiles failed; report this with its trace", e);
      observer.onError(Status.INTERNAL.withDescription("The service failed").asException());
    } finally {
      metrics.ended(outcome);
    }
  }

  private void tell(Watch watch) {
    while (isReady()) {
      var due = watch.take(AT_ONCE);
      if (due.isEmpty()) {
        return;
      }
      var found = profiles.find(due.stream().map(Due::question).toList());
      int done = tell(watch, due, found);
      watch.putBack(due.subList(done, due.size()));
    }
  }

  /** How many are done: all, or those the caller was ready for. */
  private int tell(Watch watch, List<Due> due, List<Found> found) {
    int done = 0;
    while (done < due.size() && isReady()) {
      var each = due.get(done);
      if (found.get(done) instanceof Found.One(var profile) && watch.isNews(each, profile)) {
        var message = ProfileChanged.newBuilder().setProfile(ProfileMessages.toWire(profile));
        for (var merged : each.merged()) {
          if (!merged.equals(profile.id())) {
            message.addMergedProfileIds(merged.text());
          }
        }
        observer.onNext(message.build());
        metrics.told();
      }
      done++;
    }
    return done;
  }

  private boolean isReady() {
    return observer.isReady() && !observer.isCancelled();
  }

  private void unavailable(String reason) {
    if (!observer.isCancelled()) {
      observer.onError(Status.UNAVAILABLE.withDescription(reason).asException());
    }
  }
}
