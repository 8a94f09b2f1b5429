package dev.tributary.identity.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraitRuleTest {

  private static final List<String> SOURCES = List.of("crm", "shop", "app");

  private static final Rules RULES =
      new Rules(
          List.of(),
          Unnamed.DEFAULT,
          Map.of(
              "signup", new TraitRule.First(),
              "name", new TraitRule.BestSource(SOURCES),
              "plan", new TraitRule.Latest()));

  @Test
  void theLatestValueHoldsOfATraitThatNobodyNamed() {
    assertThat(precedence("city", 2, "web")).isGreaterThan(precedence("city", 1, "crm"));
  }

  @Test
  void theFirstValueHoldsWhereTheRulesSaySo() {
    assertThat(precedence("signup", 1, "web")).isGreaterThan(precedence("signup", 2, "crm"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBestSourceHoldsWhateverTheTimesAndOfOneSourceTheLatest(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var one = random.nextInt(4);
    var other = random.nextInt(4);
    long before = random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L);
    long after = before + 1 + random.nextLong(4_000_000_000_000L);

    // When
    long ofOne = precedence("name", before, source(one));
    long ofOther = precedence("name", after, source(other));

    // Then
    assertThat(ofOne > ofOther).isEqualTo(one < other);
    assertThat(ofOne).isPositive();
  }

  @Test
  void noInstantIsTooFarAway() {
    // Given
    var rule = new TraitRule.BestSource(SOURCES);
    var past = Instant.ofEpochMilli(Long.MIN_VALUE);
    var future = Instant.ofEpochMilli(Long.MAX_VALUE);

    // Then
    assertThat(rule.precedence(future, "shop")).isLessThan(rule.precedence(past, "crm"));
    assertThat(rule.precedence(past, "shop")).isLessThan(rule.precedence(future, "shop"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  /** The last of four is a source that nobody named. */
  private static String source(int place) {
    return place < SOURCES.size() ? SOURCES.get(place) : "elsewhere";
  }

  private static long precedence(String trait, long millis, String source) {
    var stamp = new Stamp(Instant.ofEpochMilli(millis), new Birth(0, 1));
    return RULES.precedence(trait, stamp, source);
  }
}
