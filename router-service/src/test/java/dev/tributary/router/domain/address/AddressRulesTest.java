package dev.tributary.router.domain.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class AddressRulesTest {

  @ParameterizedTest
  @MethodSource("cases")
  void judgesTheAddressAHostLeadsTo(Map<String, Object> aCase) throws Exception {
    // Given
    var host = String.valueOf(aCase.get("host"));
    var address =
        aCase.containsKey("posix") // what a C resolver makes of it, where the platform's is one
            ? Inet4Address.ofPosixLiteral(host)
            : InetAddress.getByName(host);

    // When
    var refusal = AddressRules.refusal(address);

    // Then
    assertThat(refusal.orElse(null)).isEqualTo(aCase.get("refused"));
  }

  @Test
  void refusesEveryAddressOfEachPrivateBlockAndNoneBeside() throws Exception {
    for (int second = 0; second < 256; second++) {
      // When
      var refusal =
          AddressRules.refusal(
              InetAddress.getByAddress(new byte[] {(byte) 172, (byte) second, 1, 1}));

      // Then
      assertThat(refusal.isPresent())
          .as("172.%d.1.1", second)
          .isEqualTo(second >= 16 && second < 32);
    }
  }

  static Stream<Map<String, Object>> cases() {
    List<Map<String, Object>> cases =
        new Yaml().load(AddressRulesTest.class.getResourceAsStream("/cases/addresses.yaml"));
    return cases.stream();
  }
}
