package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A compiled pattern of {@code match}: {@code *} any characters, {@code ?} one, {@code [abc]} and
 * {@code [a-z]} one of some, {@code \x} the character itself; it must fit the whole text, case and
 * all. A character is a Unicode code point.
 *
 * <p>A star backs up only to the last star before it, so matching takes at most the text's length
 * times the pattern's steps, and the shapes people write most take one library call.
 */
final class Glob {

  static final int MAX_LENGTH = 1_000;

  private final Step[] steps;

  private Glob(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /**
   * Compiles a pattern.
   *
   * @throws InvalidValue if it is none, or longer than {@value #MAX_LENGTH} characters
   */
  static Glob of(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new InvalidValue("glob", "longer than " + MAX_LENGTH + " characters");
    }
    return new Glob(new Reader(pattern).steps());
  }

  /** As {@link #of}; empty where that throws. */
  static Optional<Glob> tryOf(String pattern) {
    try {
      return Optional.of(of(pattern));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }

  boolean matches(String text) {
    int step = 0;
    int at = 0;
    int afterStar = -1;
    int retryAt = 0;
    while (at < text.length() || step < steps.length) {
      int used = step < steps.length ? steps[step].fits(text, at) : Step.NO_FIT;
      if (used == Step.STAR) {
        step++;
        if (step == steps.length) {
          return true;
        }
        if (step == steps.length - 1 && steps[step] instanceof Step.Exactly(var ending)) {
          return text.length() - at >= ending.length() && text.endsWith(ending);
        }
        afterStar = step;
        retryAt = at;
      } else if (used != Step.NO_FIT) {
        step++;
        at += used;
      } else if (afterStar >= 0 && retryAt < text.length()) {
        step = afterStar;
        retryAt += Character.charCount(text.codePointAt(retryAt));
        at = retryAt;
      } else {
        return false;
      }
    }
    return true;
  }

  /** One part of a pattern. */
  private sealed interface Step {

    int NO_FIT = -1;
    int STAR = -2;

    /** How many chars it takes at a place, or {@link #NO_FIT}, or {@link #STAR}. */
    int fits(String text, int at);

    /** A star. */
    record Any() implements Step {
      @Override
      public int fits(String text, int at) {
        return STAR;
      }
    }

    /** A question mark. */
    record One() implements Step {
      @Override
      public int fits(String text, int at) {
        return at == text.length() ? NO_FIT : Character.charCount(text.codePointAt(at));
      }
    }

    /** Characters that stand for themselves. */
    record Exactly(String characters) implements Step {
      @Override
      public int fits(String text, int at) {
        return text.startsWith(characters, at) ? characters.length() : NO_FIT;
      }
    }

    /** One character from some ranges, each from an even index to the next. */
    record OneOf(List<Integer> bounds) implements Step {
      @Override
      public int fits(String text, int at) {
        if (at == text.length()) {
          return NO_FIT;
        }
        int character = text.codePointAt(at);
        for (int i = 0; i < bounds.size(); i += 2) {
          if (character >= bounds.get(i) && character <= bounds.get(i + 1)) {
            return Character.charCount(character);
          }
        }
        return NO_FIT;
      }
    }
  }

  /** Reads a pattern's steps. */
  private static final class Reader {

    private final String pattern;
    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder exact = new StringBuilder();
    private int at;

    Reader(String pattern) {
      this.pattern = pattern;
    }

    List<Step> steps() {
      while (at < pattern.length()) {
        int character = next();
        switch (character) {
          case '*' -> {
            endExact();
            if (steps.isEmpty() || !(steps.getLast() instanceof Step.Any)) {
              steps.add(new Step.Any());
            }
          }
          case '?' -> add(new Step.One());
          case '[' -> add(new Step.OneOf(bounds()));
          case '\\' -> exact.appendCodePoint(escaped());
          default -> exact.appendCodePoint(character);
        }
      }
      endExact();
      return steps;
    }

    private void add(Step step) {
      endExact();
      steps.add(step);
    }

    private void endExact() {
      if (!exact.isEmpty()) {
        steps.add(new Step.Exactly(exact.toString()));
        exact.setLength(0);
      }
    }

    private List<Integer> bounds() {
      var bounds = new ArrayList<Integer>();
      if (pattern.startsWith("^", at) || pattern.startsWith("!", at)) {
        throw wrong("a class cannot be negated; write a backslash to mean the character");
      }
      while (!pattern.startsWith("]", at)) {
        int low = member();
        int high = low;
        if (pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
          at++;
          high = member();
        }
        if (high < low) {
          throw wrong("the range ends before it starts");
        }
        bounds.add(low);
        bounds.add(high);
      }
      at++;
      if (bounds.isEmpty()) {
        throw wrong("[] holds no character");
      }
      return bounds;
    }

    private int member() {
      if (at == pattern.length()) {
        throw wrong("expected ] to close the class");
      }
      int character = next();
      return character == '\\' ? escaped() : character;
    }

    private int escaped() {
      if (at == pattern.length()) {
        throw wrong("expected a character after the backslash");
      }
      return next();
    }

    private int next() {
      int character = pattern.codePointAt(at);
      at += Character.charCount(character);
      return character;
    }

    private InvalidValue wrong(String what) {
      return new InvalidValue("glob", "wrong at offset " + at + ": " + what);
    }
  }
}
