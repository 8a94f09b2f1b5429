package dev.tributary.router.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstSyncTest {

  @ParameterizedTest
  @CsvSource({
    "3,   , a, true", // nobody has seen the list kept
    "3,  2, a, false", // it was kept in the version before
    "3,  2, b, true", // but that was another list
    "3,  1, a, true", // it may not have been kept in version 2
    "3,  3, a, false", // another router was faster
    "3,  4, b, false" // and knows a newer version already
  })
  void isDueWhereSomebodyMayHaveBeenMissed(long version, Long known, String list, boolean due) {
    // Given
    var kept = Optional.ofNullable(known).map(it -> new FirstSync.Kept(it, list));

    // Then
    assertThat(new FirstSync("d", "vip", version, "a").isDue(kept)).isEqualTo(due);
  }
}
