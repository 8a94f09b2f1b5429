package dev.tributary.audience.domain.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.domain.query.ProfileName.ById;
import dev.tributary.audience.domain.query.ProfileName.ByIdentifier;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileNameTest {

  @ParameterizedTest
  @CsvSource({
    "user_id:42,user_id,42",
    "a:b:c,a,b:c",
    "a::,a,:",
    "link:https://x.org,link,https://x.org"
  })
  void readsTheTypeUpToTheFirstColon(String text, String type, String value) {
    assertThat(ProfileName.parse(text)).isEqualTo(new ByIdentifier(new Identifier(type, value)));
  }

  @Test
  void takesAnEmptyValueForOneSinceWhatIsAnIdentifierIsForIdentityToSay() {
    assertThat(ProfileName.parse("user_id:"))
        .isEqualTo(new ByIdentifier(new Identifier("user_id", "")));
  }

  @Test
  void takesWhatHasNoColonForAProfileId() {
    assertThat(ProfileName.parse("5f0c")).isEqualTo(new ById("5f0c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ":", ":42"})
  void refusesWhatIsNeither(String text) {
    assertThatThrownBy(() -> ProfileName.parse(text))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("neither a profile id nor type:value");
  }
}
