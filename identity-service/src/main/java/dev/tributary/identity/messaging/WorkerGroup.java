package dev.tributary.identity.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The workers of one consumer group on this instance, each with a thread and a name of its own. */
public final class WorkerGroup {

  private static final Logger LOG = Logger.getLogger(WorkerGroup.class);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts workers; see {@link Worker} for what they survive.
   *
   * @param work what they do, for the log: the subject of a sentence
   * @param member what their names start with: the group and this instance
   * @param sessions makes a session for a worker of a name
   * @param ready whether what they need is there; until then they wait
   */
  public void start(
      String work,
      int count,
      String member,
      Function<String, Session> sessions,
      BooleanSupplier ready) {
    for (int i = 0; i < count; i++) {
      var name = member + "-" + i;
      var worker = new Worker(work, () -> sessions.apply(name), ready);
      workers.add(worker);
      threads.add(Thread.ofPlatform().name(name).start(worker));
    }
  }

  /** Stops all; returns when they have ended, or do not in time. */
  public void stop() throws InterruptedException {
    workers.forEach(Worker::stop);
    for (var thread : threads) {
      if (!thread.join(STOP)) {
        LOG.warn("A worker does not end in time; its batch will be read again");
      }
    }
  }
}
