package dev.tributary.ingest.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRuleTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "::ffff:203.0.113.77, 203.0.113.0",
    "2001:db8:1234:5678:9abc:def0:1234:5678, 2001:db8:1234:0:0:0:0:0",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:0",
    "unix-socket, ''",
    "'', ''"
  })
  void keepsTheNetworkOfAnAddress(String address, String kept) {
    assertThat(IpRule.TRUNCATE.of(address)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.77", "2001:db8::1", ""})
  void keepsAllOrNothing(String address) {
    assertThat(IpRule.KEEP.of(address)).isEqualTo(address);
    assertThat(IpRule.DROP.of(address)).isEmpty();
  }
}
