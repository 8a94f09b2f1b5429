package dev.tributary.identity.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import dev.tributary.identity.domain.identifier.SourcePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignsTest {

  private static final String PAGE =
      "{\"event\":\"Order Completed\",\"properties\":{\"id\":1,\"email_opt_in\":true},"
          + "\"context\":{\"page\":{\"title\":\"traits\"},\"userAgent\":\"email\\/1\"}}";

  @Test
  void aCallThatSaysNothingIsNotWorthParsing() {
    assertThat(found(Rules.DEFAULT, PAGE)).isFalse();
    assertThat(found(Rules.DEFAULT, "")).isFalse();
    assertThat(found(Rules.DEFAULT, "\"")).isFalse();
    assertThat(found(Rules.DEFAULT, "\"externalIds")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"context\":{\"traits\":{\"email\":1}}}",
        "{\"context\":{\"device\":{\"id\":\"x\"}}}",
        "{\"context\" : {\"externalIds\" : []}}",
        "{\"context\":{\"\\u0065xternalIds\":[]}}",
        "{\"context\":{\"integrations\":{\"Google Analytics\":{\"clientId\":\"1\"}}}}"
      })
  void aCallThatCouldNameItsCustomerIs(String payload) {
    assertThat(found(Rules.DEFAULT, payload)).isTrue();
  }

  @Test
  void aSignIsFoundWhereverItStands() {
    for (int before = 0; before < 20; before++) {
      for (int after = 0; after < 10; after++) {
        // Given
        var text = "x".repeat(before) + "\"externalIds\"" + "x".repeat(after);

        // Then
        assertThat(found(Rules.DEFAULT, text)).isTrue();
        assertThat(found(Rules.DEFAULT, text.replace('d', 'D'))).isFalse();
        assertThat(found(Rules.DEFAULT, "y".repeat(before) + "\\u" + "y".repeat(after))).isTrue();
      }
    }
  }

  @Test
  void onlyThePartOfALargerTextCounts() {
    // Given
    var text = "\"externalIds\" and more".getBytes(StandardCharsets.UTF_8);

    // Then
    assertThat(Rules.DEFAULT.signs().areIn(ByteBuffer.wrap(text, 0, 13))).isTrue();
    assertThat(Rules.DEFAULT.signs().areIn(ByteBuffer.wrap(text, 1, 20))).isFalse();
    assertThat(Rules.DEFAULT.signs().areIn(ByteBuffer.wrap(text, 0, 12))).isFalse();
  }

  @Test
  void namesMayBeSharedAmongTheParts() {
    // Given
    var payload = "{\"context\":{\"traits\":{}}}".getBytes(StandardCharsets.UTF_8);
    var shared = "{\"traits\":{\"email\":1}}".getBytes(StandardCharsets.UTF_8);

    // Then
    assertThat(Rules.DEFAULT.signs().areIn(ByteBuffer.wrap(payload), ByteBuffer.wrap(shared)))
        .isTrue();
  }

  @Test
  void aPlaceOfTheUsersOwnIsASign() {
    // Given
    var rules = reading(List.of("properties.order.crmId"));

    // Then
    assertThat(found(rules, "{\"properties\":{\"order\":{\"crm_id\":1}}}")).isTrue();
    assertThat(found(rules, "{\"properties\":{\"crm_id\":1}}")).isFalse();
  }

  @Test
  void moreNamesThanBitsMissNothing() {
    // Given
    var paths = IntStream.range(0, 200).mapToObj(i -> "properties.a" + i + ".b" + i).toList();
    var rules = reading(paths);

    // Then
    for (int i = 0; i < 200; i++) {
      assertThat(found(rules, "{\"a%d\":{\"b%d\":1}}".formatted(i, i))).isTrue();
    }
  }

  private static boolean found(Rules rules, String payload) {
    return rules.signs().areIn(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static Rules reading(List<String> paths) {
    var sources = paths.stream().flatMap(path -> SourcePath.parse(path).stream()).toList();
    return new Rules(
        List.of(
            new TypeRule(
                new IdentifierType("x"),
                true,
                List.of(),
                sources,
                Normalisation.NONE,
                BlockedValues.DEFAULT)));
  }
}
