package dev.tributary.bench;

import dev.tributary.bench.FuzzRequest.Framing;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests from a seed to ingest, over a bounded number of connections with a bounded number
 * of requests under way on each. A conversation is what goes over one connection: sound requests,
 * pipelined, and one at its end after which none can follow. The n-th conversation is always the
 * same.
 */
final class Fuzz {

  static final int CONNECTIONS = 16;

  private static final long SEED = 20_261_128;
  private static final int LONGEST_CONVERSATION = 64;
  private static final int DEEPEST_PIPELINE = 4;

  /** What is no HTTP may wait for more of it: so long until it is told that there is no more. */
  private static final int QUIET_MILLIS = 50;

  private final int port;
  private final FuzzTally tally = new FuzzTally();
  private final AtomicLong conversations = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  Fuzz(int port) {
    this.port = port;
  }

  /** Sends so many requests more; what became of all so far. */
  FuzzTally run(long more) throws Exception {
    long requests = sent.get() + more;
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CONNECTIONS; i++) {
        tasks.add(() -> {
          while (sent.get() < requests) {
            converse(new Mutator(SEED + conversations.getAndIncrement()));
          }
          return null;
        });
      }
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
    return tally;
  }

  private void converse(Mutator mutator) throws IOException {
    try (var connection = new FuzzConnection(port)) {
      for (int i = 0; i < LONGEST_CONVERSATION; ) {
        List<FuzzRequest> pipeline = new ArrayList<>();
        var next = mutator.next();
        while (next.framing().goesOn() && pipeline.size() < DEEPEST_PIPELINE) {
          pipeline.add(next);
          next = mutator.next();
        }
        i += pipeline.size() + 1;
        if (!exchange(connection, pipeline)) {
          return;
        }
        if (!next.framing().goesOn()) {
          end(connection, next);
          return;
        }
        if (!exchange(connection, List.of(next))) {
          return;
        }
      }
    }
  }

  /** Sends sound requests and reads an answer to each; whether the connection goes on. */
  private boolean exchange(FuzzConnection connection, List<FuzzRequest> pipeline) {
    for (var request : pipeline) {
      sent.incrementAndGet();
      connection.send(request.bytes());
    }
    boolean open = true;
    for (var request : pipeline) {
      if (!open) {
        tally.unreached(request);
        continue;
      }
      try {
        var answer = connection.read(request.framing() == Framing.HEADLESS);
        if (answer.isEmpty()) {
          tally.closed(request);
        }
        open = answer.isPresent() && tally.answered(request, answer.get());
      } catch (SocketTimeoutException _) {
        tally.hung(request);
        open = false;
      } catch (IOException _) {
        tally.closed(request);
        open = false;
      }
    }
    return open;
  }

  /** Sends what nothing follows; reads until the connection ends. */
  private void end(FuzzConnection connection, FuzzRequest request) {
    sent.incrementAndGet();
    boolean answered = false;
    try {
      connection.send(request.bytes());
      if (request.framing() == Framing.LAST || connection.isHeardWithin(QUIET_MILLIS)) {
        var answer = connection.read(false);
        answer.ifPresent(found -> tally.answered(request, found));
        answered = answer.isPresent();
      }
      connection.finish();
      while (connection.read(false).isPresent()) {
        // What is left of a request that was cut may look like another.
      }
      if (!answered) {
        tally.closed(request);
      }
    } catch (SocketTimeoutException _) {
      tally.hung(request);
    } catch (IOException _) {
      if (!answered) {
        tally.closed(request);
      }
    }
  }
}
