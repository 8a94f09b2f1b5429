package dev.tributary.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {

  @Test
  void takesADateForItsFirstMoment() {
    assertThat(QueryText.time("start", "2026-01-31")).isEqualTo("2026-01-31T00:00:00Z");
    assertThat(QueryText.time("start", "2026-01-31T12:00:00.5+02:00"))
        .isEqualTo(Instant.parse("2026-01-31T10:00:00.500Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-01-31T12:00:00", "1700000000"})
  void namesTheFieldOfWhatIsNoTime(String text) {
    assertThatThrownBy(() -> QueryText.time("start", text))
        .isInstanceOfSatisfying(
            InvalidValue.class, wrong -> assertThat(wrong.field()).isEqualTo("start"));
  }

  @Test
  void partsNamesByCommas() {
    assertThat(QueryText.names(" a , b,,a")).containsExactlyInAnyOrder("a", "b");
    assertThat(QueryText.names("")).isEmpty();
  }
}
