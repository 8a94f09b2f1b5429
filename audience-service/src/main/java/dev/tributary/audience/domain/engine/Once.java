package dev.tributary.audience.domain.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks another supplier when first asked, and remembers the answer. For one thread. */
public final class Once<T> implements Supplier<T> {

  private final Supplier<T> source;
  private final List<T> answer = new ArrayList<>(1);

  public Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    if (answer.isEmpty()) {
      answer.add(source.get());
    }
    return answer.getFirst();
  }

  /** Whether the answer is there already. */
  public boolean asked() {
    return !answer.isEmpty();
  }
}
