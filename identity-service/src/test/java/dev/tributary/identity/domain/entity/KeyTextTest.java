package dev.tributary.identity.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12, Rue de la Paix  | 12 rue de la paix",
        "12 RUE  DE LA PAIX. | 12 rue de la paix",
        "Königstraße 5       | konigstraße 5",
        "ＡＢＣ 7              | abc 7",
        "東京都千代田区 1-1     | 東京都千代田区 1 1"
      })
  void writesAlikeWhatPeopleWriteDifferently(String written, String compared) {
    assertThat(KeyText.of(Json.of(written))).contains(compared);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-", "0", "0000", "N/A", "null", "NULL ", "Unknown", "[object Object]"})
  void takesPlaceholdersForNothing(String placeholder) {
    assertThat(KeyText.of(Json.of(placeholder))).isEmpty();
  }

  @Test
  void takesNumbersByValueAndNothingElse() {
    assertThat(KeyText.of(Json.of(new BigDecimal("1050.0")))).contains("1050");
    for (var nothing : List.of(Json.Null.VALUE, Json.Bool.TRUE, Json.Obj.EMPTY, Json.arrayOf())) {
      assertThat(KeyText.of(nothing)).isEmpty();
    }
    assertThat(KeyText.of(Json.of("a".repeat(501)))).isEmpty();
  }
}
