package dev.tributary.warehouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamingTest {

  private static final Naming NAMING = new Naming(40, Set.of("select", "order"), Set.of("pg_"));

  /** The first seventeen are go-snakecase's own (snake_test.go). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "sample text>sample_text",
        "sample-text>sample_text",
        "sample_text>sample_text",
        "sample___text>sample_text",
        "sampleText>sample_text",
        "inviteYourCustomersAddInvites>invite_your_customers_add_invites",
        "sample 2 Text>sample_2_text",
        "   sample   2    Text   >sample_2_text",
        "   $#$sample   2    Text   >sample_2_text",
        "SAMPLE 2 TEXT>sample_2_text",
        "___$$Base64Encode>base64_encode",
        "FOO:BAR$BAZ>foo_bar_baz",
        "FOO#BAR#BAZ>foo_bar_baz",
        "something.com>something_com",
        "$something%>something",
        "•¶§ƒ˚foo˙∆˚¬>foo",
        "context_field_nestedA_nestedB>context_field_nested_a_nested_b",
        "APIKey>apikey",
        "userID>user_id",
        "utf8Text>utf_8text",
        "_private>_private",
        "_Private>private",
        "trailing_>trailing",
      })
  void writesSnakeCaseAsSegmentDoes(String name, String snake) {
    assertThat(SnakeCase.of(name)).isEqualTo(snake);
  }

  @Test
  void putsAnUnderscoreBeforeWhatCannotBeAName() {
    assertThat(NAMING.column("select")).isEqualTo("_select");
    assertThat(NAMING.column("3d")).isEqualTo("_3d");
    assertThat(NAMING.column("pg_type")).isEqualTo("_pg_type");
    assertThat(NAMING.table("Users")).isEqualTo("_users");
    assertThat(NAMING.table("_discards")).isEqualTo("__discards");
    assertThat(NAMING.schema("Order")).isEqualTo("_order");
    assertThat(NAMING.schema("information-schema")).isEqualTo("_information_schema");
  }

  @Test
  void cutsALongNameWithAHashThatTellsItFromOthersWithTheSameBeginning() {
    // Given
    var beginning = "a".repeat(299);

    // When
    var one = NAMING.column(beginning + "1");
    var other = NAMING.column(beginning + "2");

    // Then
    assertThat(one).hasSize(40).startsWith("aaaa").isEqualTo(NAMING.column(beginning + "1"));
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void namesWhatHasNoLetterByAHash() {
    assertThat(NAMING.table("日本")).matches("_[0-9a-f]{8}").isNotEqualTo(NAMING.table("中国"));
    assertThat(NAMING.column("")).matches("_[0-9a-f]{8}");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesEveryTextANameThatAnyWarehouseTakes(long seed) {
    // Given
    var text =
        new Random(seed)
            .ints(seed % 60, 0, 0x250)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    // When
    var name = NAMING.table(text);

    // Then
    assertThat(name).matches("[a-z_][a-z0-9_]{0,39}").isNotIn("select", "order", "users");
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  @Test
  void keysDependOnHowATextIsDivided() {
    var keys = new HashSet<String>();
    assertThat(keys.add(Digest.key("ab", "c"))).isTrue();
    assertThat(keys.add(Digest.key("a", "bc"))).isTrue();
    assertThat(keys.add(Digest.key("a", "b", "c"))).isTrue();
    assertThat(Digest.key("a", "bc")).hasSize(32);
  }
}
