package dev.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelEventTest {

  private static final String EVENT = "{\"userId\":\"ü?>\",\"event\":\"Opened\"}";

  @Test
  void readsBase64OfEitherAlphabetWithAndWithoutPadding() {
    var bytes = EVENT.getBytes(StandardCharsets.UTF_8);
    var plain = Base64.getEncoder().encodeToString(bytes);

    assertThat(plain).contains("+").endsWith("=");
    assertThat(read("data", plain)).isEqualTo(EVENT);
    assertThat(read("data", plain.replace('+', ' '))).isEqualTo(EVENT);
    assertThat(read("data", Base64.getUrlEncoder().encodeToString(bytes))).isEqualTo(EVENT);
    assertThat(read("data", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
        .isEqualTo(EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%%", "a", "{\"userId\":\"u\"}"})
  void makesNothingOfWhatIsNoBase64(String data) {
    assertThat(read("data", data)).isEmpty();
  }

  @Test
  void readsFieldsThatStandByThemselves() {
    assertThat(
            read(
                "userId", "ann",
                "properties.total", "5",
                "properties.shop.city", "Łódź",
                "writeKey", "k"))
        .isEqualTo(
            "{\"userId\":\"ann\",\"writeKey\":\"k\","
                + "\"properties\":{\"total\":\"5\",\"shop\":{\"city\":\"Łódź\"}}}");
  }

  @Test
  void takesTheLastOfFieldsThatExcludeEachOther() {
    assertThat(read("a", "1", "a.b", "2")).isEqualTo("{\"a\":{\"b\":\"2\"}}");
    assertThat(read("a.b", "1", "a", "2")).isEqualTo("{\"a\":\"2\"}");
  }

  @Test
  void nestsNoDeeperThanTenLevels() {
    assertThat(read("a.b.c.d.e.f.g.h.i.j.k.l", "x")).endsWith("\"j.k.l\":\"x\"}}}}}}}}}}");
  }

  private static String read(String... parameters) {
    var map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < parameters.length; i += 2) {
      map.add(parameters[i], parameters[i + 1]);
    }
    return new String(PixelEvent.of(map), StandardCharsets.UTF_8);
  }
}
