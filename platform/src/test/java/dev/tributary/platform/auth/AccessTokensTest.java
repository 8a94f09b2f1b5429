package dev.tributary.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a token is, and which configurations are dangerous. */
class AccessTokensTest {

  private static final String LONG = "0123456789abcdef";

  @Test
  void nestsTheRoles() {
    var tokens =
        tokens(
            Map.of(
                "tributary.auth.admin-token", "a" + LONG,
                "tributary.auth.editor-token", "e" + LONG,
                "tributary.auth.viewer-token", "v" + LONG));

    assertThat(tokens.grantOf("a" + LONG).orElseThrow().roles())
        .containsExactlyInAnyOrder("admin", "editor", "viewer");
    assertThat(tokens.grantOf("e" + LONG).orElseThrow().roles())
        .containsExactlyInAnyOrder("editor", "viewer");
    assertThat(tokens.grantOf("v" + LONG).orElseThrow().roles()).containsExactly("viewer");
    assertThat(tokens.grantOf("x" + LONG)).isEmpty();
    assertThat(tokens.grantOf("")).isEmpty();
    assertThat(tokens.dangers()).isEmpty();
  }

  @Test
  void readsATokenFromTheFirstLineOfItsFile(@TempDir Path directory) throws IOException {
    // Given
    var file = Files.writeString(directory.resolve("token"), LONG + "\nmore\n");

    // When
    var tokens =
        tokens(
            Map.of(
                "tributary.auth.admin-token",
                "other",
                "tributary.auth.admin-token-file",
                file.toString()));

    // Then
    assertThat(tokens.grantOf(LONG)).isPresent();
    assertThat(tokens.grantOf("other")).isEmpty();
  }

  @Test
  void givesNobodyARoleByAnEmptyToken() {
    assertThat(tokens(Map.of("tributary.auth.admin-token", "  ")).grantOf("  ")).isEmpty();
  }

  @Test
  void showsTheLeastPowerfulTokenToOtherServices() {
    assertThat(
            tokens(
                    Map.of(
                        "tributary.auth.admin-token", "a" + LONG,
                        "tributary.auth.viewer-token", "v" + LONG))
                .clientToken())
        .contains("v" + LONG);
  }

  @Test
  void namesAShortTokenAsADangerWithoutShowingIt() {
    assertThat(tokens(Map.of("tributary.auth.editor-token", "hunter2")).dangers())
        .singleElement()
        .asString()
        .contains("editor", "openssl")
        .doesNotContain("hunter2");
  }

  @Test
  void namesTheAbsenceOfAnyToken() {
    assertThat(tokens(Map.of()).dangers())
        .singleElement()
        .asString()
        .contains("refused", "admin-token");
  }

  private static AccessTokens tokens(Map<String, String> values) {
    var config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(values)
            .withMapping(AuthConfig.class)
            .build()
            .getConfigMapping(AuthConfig.class);
    return new AccessTokens(config);
  }
}
