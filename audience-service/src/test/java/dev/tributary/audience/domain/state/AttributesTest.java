package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributesTest {

  private static final long ANNA = new Identifier("user_id", "anna").key();
  private static final long BOB = new Identifier("user_id", "bob").key();

  @Test
  void holdsTheValueOfHigherPrecedenceWhicheverCameFirst() {
    // Given
    var attributes = new Attributes();

    // When
    attributes.setTrait("plan", value(ANNA, "gold", 20));
    attributes.setTrait("plan", value(BOB, "free", 10));

    // Then
    assertThat(attributes.trait("plan")).contains(Json.of("gold"));
  }

  @Test
  void namesTheIdentifiersOfAnotherThatAreNew() {
    // Given
    var known = new Identifier("user_id", "anna");
    var attributes = new Attributes();
    attributes.addIdentifier(known, 0);
    IntStream.range(2, Attributes.MAX_IDENTIFIERS)
        .forEach(n -> attributes.addIdentifier(new Identifier("phone", "p" + n), 0));
    var other = new Attributes();
    other.addIdentifier(known, 1);
    other.addIdentifier(new Identifier("user_id", "bob"), 0);
    other.addIdentifier(new Identifier("user_id", "too many"), 0);

    // When
    var gained = attributes.absorb(other);

    // Then
    assertThat(gained).containsExactly(new Identifier("user_id", "bob"));
  }

  @Test
  void letsTheNextValueHoldWhenASplitTakesTheWriterAlong() {
    // Given
    var attributes = new Attributes();
    attributes.setTrait("plan", value(ANNA, "gold", 20));
    attributes.setTrait("plan", value(BOB, "free", 10));
    attributes.addIdentifier(new Identifier("user_id", "anna"), 0);

    // When
    var taken = attributes.take((key, _) -> key == ANNA);

    // Then
    assertThat(attributes.trait("plan")).contains(Json.of("free"));
    assertThat(attributes.identifiers()).isEmpty();
    assertThat(taken.trait("plan")).contains(Json.of("gold"));
    assertThat(taken.identifiers()).hasSize(1);
  }

  @Test
  void listsTheTraitsThatHaveAValueByName() {
    // Given
    var attributes = new Attributes();
    attributes.setTrait("plan", value(ANNA, "gold", 20));
    attributes.setTrait("plan", value(BOB, "free", 10));
    attributes.setTrait("city", value(BOB, "Rome", 10));
    attributes.setTrait("gone", value(BOB, "here", 10));

    // When
    attributes.setTrait("gone", new TraitValue(BOB, 0, Json.Null.VALUE, 20, 0));

    // Then
    assertThat(attributes.traits())
        .containsExactly(Map.entry("city", Json.of("Rome")), Map.entry("plan", Json.of("gold")));
  }

  @Test
  void takesWhatASplitTellsOverAStrongerValueWhoseWriterNobodyKnows() {
    // Given
    var attributes = new Attributes();
    attributes.setTrait("plan", value(Identifier.NOBODY, "gold", 20));

    // When
    attributes.tellTrait("plan", value(BOB, "free", 10));

    // Then
    assertThat(attributes.trait("plan")).contains(Json.of("free"));
  }

  @Test
  void keepsTheStrongerValueOfAnAnchorThatStays() {
    // Given
    var attributes = new Attributes();
    attributes.setTrait("plan", value(ANNA, "gold", 20));

    // When
    attributes.tellTrait("plan", value(Identifier.NOBODY, "free", 10));
    var told = attributes.trait("plan");
    attributes.take((key, _) -> key == ANNA);

    // Then
    assertThat(told).contains(Json.of("gold"));
    assertThat(attributes.trait("plan")).contains(Json.of("free"));
  }

  @Test
  void removesATraitByANullOfHigherPrecedence() {
    // Given
    var attributes = new Attributes();
    attributes.setTrait("plan", value(ANNA, "gold", 20));

    // When
    attributes.setTrait("plan", new TraitValue(BOB, 0, Json.Null.VALUE, 30, 0));

    // Then
    assertThat(attributes.trait("plan")).isEmpty();
  }

  private static TraitValue value(long anchor, String text, long precedence) {
    return new TraitValue(anchor, 0, Json.of(text), precedence, 0);
  }
}
