package dev.tributary.identity.messaging.follow;

import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.ResolvedListener;
import dev.tributary.identity.messaging.follow.ResolvedRecord.Useful;
import dev.tributary.identity.messaging.follow.ResolvedRecord.Useless;
import dev.tributary.platform.domain.Unavailable;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Reads a batch of resolved records once and hands it to every listener, one after the other. */
@ApplicationScoped
class BatchFollower {

  private static final Logger LOG = Logger.getLogger(BatchFollower.class);

  private final List<ResolvedListener> listeners;
  private final AnchorIds ids;
  private final FollowerMetrics metrics;

  BatchFollower(@All List<ResolvedListener> listeners, AnchorIds ids, FollowerMetrics metrics) {
    this.listeners = listeners;
    this.ids = ids;
    this.metrics = metrics;
  }

  /** Whether anybody listens. */
  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /**
   * The outcome of each record. When it returns, every listener has stored what it made of them.
   *
   * @throws Unavailable while something that a listener needs is away
   */
  List<String> follow(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    var outcomes = new ArrayList<String>();
    var batch = new ArrayList<Followed>();
    for (var raw : records) {
      var record = ResolvedRecord.read(raw, ids);
      outcomes.add(record.outcome());
      switch (record) {
        case Useful(var followed, _) -> batch.add(followed);
        case Useless _ -> {}
      }
    }
    if (!batch.isEmpty()) {
      for (var listener : listeners) {
        long start = System.nanoTime();
        tell(listener, batch);
        metrics.followed(listener.name(), System.nanoTime() - start);
      }
    }
    return outcomes;
  }

  /** A batch that a listener cannot follow is halved until the one record at fault stands alone. */
  private void tell(ResolvedListener listener, List<Followed> batch) {
    try {
      listener.follow(List.copyOf(batch));
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) { // The outermost frame: a broken listener harms only itself.
      if (batch.size() == 1) {
        metrics.failed(listener.name());
        LOG.errorf(
            e,
            "A record of resolved could not be followed and is left out; report this with its"
                + " trace listener=%s",
            listener.name());
      } else {
        int middle = batch.size() / 2;
        tell(listener, batch.subList(0, middle));
        tell(listener, batch.subList(middle, batch.size()));
      }
    }
  }
}
