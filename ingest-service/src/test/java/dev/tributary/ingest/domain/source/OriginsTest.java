package dev.tributary.ingest.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static final Origins SOME =
      new Origins(
          Set.of(
              Origins.checked("https://Shop.example"),
              Origins.checked("https://plain.example:443"),
              Origins.checked("http://localhost:3000"),
              Origins.checked("https://*.example.com")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "HTTPS://SHOP.EXAMPLE",
        "https://plain.example",
        "http://localhost:3000",
        "https://www.example.com",
        "https://a.b.example.com"
      })
  void allowsWhatIsNamed(String origin) {
    assertThat(SOME.allows(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "http://localhost",
        "https://example.com",
        "https://.example.com",
        "https://evilexample.com",
        "https://www.example.com.evil.example",
        "https://www.example.com:8443",
        "null",
        ""
      })
  void allowsNothingElse(String origin) {
    assertThat(SOME.allows(origin)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"https://anything.example", "null"})
  void allowsEveryPageWhereNoneIsNamed(String origin) {
    assertThat(Origins.ANY.allows(origin)).isTrue();
  }
}
