package dev.tributary.router.grpc;

import dev.tributary.router.domain.softlink.SoftLinks.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers given a moment ago, and those about to be given: who asks the same meanwhile waits for
 * the one answer. What was not an answer is forgotten at once. Bounded; safe for many threads.
 */
final class RecentAnswers {

  private static final int MOST = 10_000;

  private final ConcurrentHashMap<Question, Asked> recent = new ConcurrentHashMap<>();
  private final long nanosRemembered;
  private final Function<Question, Answer> ask;

  RecentAnswers(Duration remembered, Function<Question, Answer> ask) {
    this.nanosRemembered = remembered.toNanos();
    this.ask = ask;
  }

  /** What is asked about whom. */
  record Question(String profileId, double minimum) {}

  /** A class, not a record: each asking is itself, whatever the answer. */
  private static final class Asked {

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final long atNanos = System.nanoTime();
  }

  Answer answer(Question question) {
    var mine = new Asked();
    var asked = recent.merge(question, mine, (old, fresh) -> isRecent(old) ? old : fresh);
    return asked == mine ? ask(question, mine) : asked.answer.join();
  }

  /** How many answers are held. */
  int size() {
    return recent.size();
  }

  private Answer ask(Question question, Asked mine) {
    Answer answer = new Answer.Failed("the question could not be asked");
    try {
      shrink();
      answer = ask.apply(question);
    } finally {
      mine.answer.complete(answer);
      if (!(answer instanceof Answer.Known)) {
        recent.remove(question, mine);
      }
    }
    return answer;
  }

  private boolean isRecent(Asked asked) {
    return !asked.answer.isDone() || System.nanoTime() - asked.atNanos < nanosRemembered;
  }

  private void shrink() {
    if (recent.size() > MOST) {
      recent.values().removeIf(asked -> !isRecent(asked));
    }
    if (recent.size() > MOST) {
      recent.clear();
    }
  }
}
