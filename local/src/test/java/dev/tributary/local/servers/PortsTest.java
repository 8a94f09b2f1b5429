package dev.tributary.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void givesNoPortTwice() {
    var given = IntStream.range(0, 2_000).map(_ -> Ports.free()).boxed().toList();

    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void givesNoneThatASystemMayGiveToTheNearEndOfAConnection() {
    var given = IntStream.range(0, 200).map(_ -> Ports.free()).boxed().toList();

    assertThat(given).allMatch(port -> port >= 20_000 && port < 32_768);
  }
}
