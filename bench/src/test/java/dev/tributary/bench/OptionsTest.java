package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How the words of a command line are told apart. */
class OptionsTest {

  @Test
  void anOptionIsTheSameWithAndWithoutDashes() {
    assertThat(Options.of(List.of("--quick", "identity-new", "--jfr")))
        .isEqualTo(Options.of(List.of("quick", "jfr", "identity-new")))
        .isEqualTo(new Options(true, true));
  }

  @Test
  void aBenchmarkIsNoOption() {
    assertThat(List.of("--quick", "quick", "--jfr", "jfr")).allMatch(Options::isOption);
    assertThat(List.of("identity-new", "--quicker", "-quick")).noneMatch(Options::isOption);
    assertThat(Options.of(List.of("identity-new"))).isEqualTo(new Options(false, false));
  }
}
