package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void takesSecretsOutOfTextAndBytes() {
    var redaction = new Redaction(List.of("s3cret", "schlüssel", ""));

    assertThat(redaction.of("no s3cret here")).isEqualTo("no *** here");
    var body = new Body("{\"k\":\"schlüssel\",\"t\":\"s3cret\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(redaction.of(body).text()).isEqualTo("{\"k\":\"***\",\"t\":\"***\"}");
  }

  @Test
  void leavesOtherBytesAsTheyAre() {
    var bytes = new byte[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }
    assertThat(new Redaction(List.of("s3cret")).of(new Body(bytes)).bytes()).isEqualTo(bytes);
  }

  @Test
  void findsASecretAsAPartOfAUrlAndBehindItsScheme() {
    var redaction = new Redaction(List.of("a/b c", "Bearer T0ken-9876"));

    assertThat(redaction.of("?secret=a%2Fb%20c&form=a%2Fb+c&plain=a/b c"))
        .isEqualTo("?secret=***&form=***&plain=***");
    assertThat(redaction.of("you sent T0ken-9876")).isEqualTo("you sent ***");
  }
}
