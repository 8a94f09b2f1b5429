package dev.tributary.platform.domain.fql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Globs against a matcher that tries everything. */
class GlobTest {

  private static final List<String> PIECES =
      List.of("a", "b", "ab", "*", "*", "?", "[ab]", "[a-b]", "\\*", "\\a", "😀", "[😀a]");
  private static final List<String> LETTERS = List.of("a", "b", "a", "b", "*", "😀");

  @ParameterizedTest
  @MethodSource
  void matchesAsOneThatTriesEverything(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var pattern = pieces(random, 7);
    var glob = Glob.of(String.join("", pattern));

    for (int i = 0; i < 50; i++) {
      var text = letters(random, 9);

      // When
      boolean matches = glob.matches(text);

      // Then
      assertThat(matches)
          .as("%s on %s", String.join("", pattern), text)
          .isEqualTo(naive(pattern, text));
    }
  }

  static LongStream matchesAsOneThatTriesEverything() {
    return LongStream.range(0, 2_000);
  }

  @Test
  void endsOnThePatternsThatMakeABacktrackerHang() {
    // Given
    var text = "a".repeat(30_000) + "b";
    var stars = Glob.of("*a".repeat(100) + "*c");
    var words = Glob.of("*aab?".repeat(20));
    var questions = Glob.of("*" + "?".repeat(50) + "c*");

    // Then
    assertThat(stars.matches(text)).isFalse();
    assertThat(words.matches(text)).isFalse();
    assertThat(questions.matches(text)).isFalse();
  }

  /** Pieces are matched one by one; a star takes nothing, or one character and then again. */
  private static boolean naive(List<String> pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    var first = pattern.getFirst();
    var rest = pattern.subList(1, pattern.size());
    if (first.equals("*")) {
      return naive(rest, text) || (!text.isEmpty() && naive(pattern, afterFirst(text)));
    }
    if (first.equals("ab")) {
      return text.startsWith("ab") && naive(rest, text.substring(2));
    }
    return !text.isEmpty() && fits(first, first(text)) && naive(rest, afterFirst(text));
  }

  private static boolean fits(String piece, String letter) {
    return switch (piece) {
      case "?" -> true;
      case "[ab]", "[a-b]" -> letter.equals("a") || letter.equals("b");
      case "[😀a]" -> letter.equals("a") || letter.equals("😀");
      case "\\*" -> letter.equals("*");
      case "\\a" -> letter.equals("a");
      default -> letter.equals(piece);
    };
  }

  private static String first(String text) {
    return Character.toString(text.codePointAt(0));
  }

  private static String afterFirst(String text) {
    return text.substring(first(text).length());
  }

  private static List<String> pieces(SplittableRandom random, int most) {
    return IntStream.range(0, random.nextInt(most))
        .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
        .toList();
  }

  private static String letters(SplittableRandom random, int most) {
    return IntStream.range(0, random.nextInt(most))
        .mapToObj(_ -> LETTERS.get(random.nextInt(LETTERS.size())))
        .collect(Collectors.joining());
  }
}
