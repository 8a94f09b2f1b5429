package dev.tributary.audience.messaging;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Asks many questions, {@value #AT_ONCE} at once: what stands on another replica is had entry by
 * entry, each by a call, and so many calls in a row would take too long. Few enough of them that
 * several who ask leave room for each other among the calls that a replica takes.
 */
@ApplicationScoped
class SideBySide {

  private static final int AT_ONCE = 16;

  private final ExecutorService threads;

  SideBySide(@VirtualThreads ExecutorService threads) {
    this.threads = threads;
  }

  /** The answers in the order of the questions; throws what an answer throws. */
  <Q, A> List<A> answers(List<Q> questions, Function<Q, A> answer) {
    int each = Math.ceilDiv(questions.size(), AT_ONCE);
    var shares = new ArrayList<CompletableFuture<List<A>>>();
    for (int from = 0; from < questions.size(); from += each) {
      var share = questions.subList(from, Math.min(questions.size(), from + each));
      shares.add(CompletableFuture.supplyAsync(() -> share.stream().map(answer).toList(), threads));
    }
    try {
      return shares.stream().flatMap(share -> share.join().stream()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
