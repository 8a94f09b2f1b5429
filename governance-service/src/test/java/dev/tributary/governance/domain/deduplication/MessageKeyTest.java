package dev.tributary.governance.domain.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class MessageKeyTest {

  @Test
  void isTheStartOfTheSha256OfLengthSourceAndMessageId() {
    // Given the four bytes 00000004, then "shop", then "m-1", hashed by another tool

    // When
    var key = MessageKey.of("shop", "m-1");

    // Then
    assertThat(key.toBytes()).asHexString().isEqualTo("E199432B56688C3E5586D80878223109");
  }

  @Test
  void keepsSourceAndMessageIdApart() {
    assertThat(MessageKey.of("ab", "c")).isNotEqualTo(MessageKey.of("a", "bc"));
  }

  @Test
  void isAnotherForEveryMessage() {
    // Given
    var keys = new HashSet<MessageKey>();

    // When
    for (int i = 0; i < 100_000; i++) {
      keys.add(MessageKey.of("shop", "m-" + i));
    }

    // Then
    assertThat(keys).hasSize(100_000);
  }
}
