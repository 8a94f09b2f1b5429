package dev.tributary.warehouse.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The four examples of AWS's page; key and secret are that page's own. */
class S3SigningTest {

  private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
  private static final S3Signing SIGNING =
      new S3Signing(
          "us-east-1",
          new S3Credentials(
              "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""));

  @Test
  void signsGettingAnObject() {
    assertThat(signature("GET", "/test.txt", Map.of("range", "bytes=0-9"), ""))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void signsPuttingAnObject() {
    assertThat(
            signature(
                "PUT",
                "/test%24file.text",
                Map.of(
                    "date", "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                "Welcome to Amazon S3."))
        .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void signsAQueryWithoutAValue() {
    assertThat(signature("GET", "/?lifecycle", Map.of(), ""))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void signsListing() {
    assertThat(signature("GET", "/?max-keys=2&prefix=J", Map.of(), ""))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void showsNoCredentials() {
    assertThat(SIGNING.toString()).doesNotContain("wJalr").doesNotContain("AKIA");
  }

  private static String signature(
      String method, String path, Map<String, String> headers, String body) {
    var signed =
        SIGNING.sign(
            method,
            URI.create("https://examplebucket.s3.amazonaws.com" + path),
            new TreeMap<>(headers),
            body.getBytes(StandardCharsets.UTF_8),
            NOW);
    var authorization = signed.get("authorization");
    return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
  }
}
