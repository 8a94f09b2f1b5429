package dev.tributary.router.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstSyncTest {

  @ParameterizedTest
  @CsvSource({
    "3,   , true", // nobody has seen the list kept
    "3,  2, false", // it was kept in the version before
    "3,  1, true", // it may not have been kept in version 2
    "3,  3, false", // another router was faster
    "3,  4, false" // and knows a newer version already
  })
  void isDueWhereSomebodyMayHaveBeenMissed(long version, Long known, boolean due) {
    assertThat(new FirstSync("d", "a", version).isDue(Optional.ofNullable(known))).isEqualTo(due);
  }
}
