package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.payload.Body;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignatureTest {

  @Test
  void agreesWithTheVectorsOfRfc4231() {
    assertThat(Signature.of(HexFormat.of().parseHex("0b".repeat(20)), body("Hi There")))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(
            Signature.of(
                "Jefe".getBytes(StandardCharsets.UTF_8), body("what do ya want for nothing?")))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(
            Signature.of(
                HexFormat.of().parseHex("aa".repeat(131)),
                body("Test Using Larger Than Block-Size Key - Hash Key First")))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  @Test
  void agreesWithTheJdkOnAnyKeyAndBody() throws Exception {
    var random = new SplittableRandom(42);
    for (int draw = 0; draw < 300; draw++) {
      // Given
      var key = new byte[1 + random.nextInt(200)];
      var text = new byte[random.nextInt(500)];
      random.nextBytes(key);
      random.nextBytes(text);
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      // When
      var signature = Signature.of(key, new Body(text));

      // Then
      assertThat(signature).isEqualTo(HexFormat.of().formatHex(mac.doFinal(text)));
    }
  }

  private static Body body(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }
}
