package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.bytes.StableHash;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over selected events in a window: what definitions are compiled to and share. Its id
 * is a hash of what it says, so that the same words find the same state after a restart, in another
 * definition, and on another machine.
 */
public final class Feature {

  private final Selector selector;
  private final Measure measure;
  private final Window window;
  private final long id;

  public Feature(Selector selector, Measure measure, Window window) {
    this.selector = selector;
    this.measure = measure;
    this.window = window;
    this.id = StableHash.of(canonical());
  }

  /**
   * Where the state of a feature is kept: under its id in its first generation, 0, and under a hash
   * of both in later ones, so that none of them ever meets what another left.
   */
  public static long place(long id, long generation) {
    return generation == 0 ? id : StableHash.of(id + "@" + generation);
  }

  /** The first 64 bits of the SHA-256 of {@link #canonical()}. */
  public long id() {
    return id;
  }

  public Selector selector() {
    return selector;
  }

  public Measure measure() {
    return measure;
  }

  public Window window() {
    return window;
  }

  /** What it says, one part a line. State on disk hangs on it: a change of form loses it. */
  public String canonical() {
    var measured =
        switch (measure) {
          case Measure.Count _ -> "count";
          case Measure.Times _ -> "times";
          case Measure.Sum(var property) -> "sum " + property;
          case Measure.Least(var property) -> "min " + property;
          case Measure.Greatest(var property) -> "max " + property;
          case Measure.First(var property) -> "first " + property;
          case Measure.Last(var property) -> "last " + property;
          case Measure.Values(var property) -> "values " + property;
        };
    var within =
        switch (window) {
          case Window.AllTime _ -> "all";
          case Window.Last(var millis) -> Long.toString(millis);
          case Window.Aged(var youngest, var oldest) -> youngest + " " + oldest;
          case Window.Session(var gap) -> "session " + gap;
        };
    return String.join(
        "\n", measured, selector.kind().word(), selector.event(), within, selector.where().text());
  }

  /** The moment under which an event of that time is kept. */
  public long bucket(long time) {
    return window instanceof Window.AllTime && !(measure instanceof Measure.Times) ? 0 : time;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Feature that && id == that.id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return canonical();
  }
}
