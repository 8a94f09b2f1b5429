package dev.tributary.local.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script's search for a JDK 25, among JDKs that are only a release file. */
class FindJdkTest {

  private record Answer(int code, String output) {}

  @TempDir Path home;

  @Test
  void takesJavaHomeWhenThatIsOne() throws Exception {
    // Given
    var chosen = jdk("anywhere/jdk", "25.0.1");
    jdk(".sdkman/candidates/java/25-tem", "25");

    // When
    var answer = find(Map.of("JAVA_HOME", chosen.toString()));

    // Then
    assertThat(answer.output()).isEqualTo(chosen.toString());
  }

  @Test
  void passesByAJavaHomeOfAnotherVersion() throws Exception {
    // Given
    var old = jdk("anywhere/jdk", "21.0.9");
    var right = jdk(".sdkman/candidates/java/25-tem", "25");

    // When
    var answer = find(Map.of("JAVA_HOME", old.toString()));

    // Then
    assertThat(answer.output()).isEqualTo(right.toString());
  }

  @ParameterizedTest
  @CsvSource({
    ".sdkman/candidates/java/25.0.1-tem",
    ".asdf/installs/java/temurin-25",
    ".local/share/mise/installs/java/25",
    ".jenv/versions/25",
    ".jdks/temurin-25",
  })
  void looksWhereVersionManagersPutJdks(String place) throws Exception {
    // Given
    jdk(Path.of(place).resolveSibling("older").toString(), "17.0.2");
    var right = jdk(place, "25.0.1");

    // When
    var answer = find(Map.of());

    // Then
    assertThat(answer.output()).isEqualTo(right.toString());
  }

  @Test
  void looksWhereTheSystemPutsJdks() throws Exception {
    // Given
    jdk("system/java-250", "250.1");
    var right = jdk("system/jdk-25", "25.0.1");

    // When
    var answer = find(Map.of("TRIBUTARY_SYSTEM_JDKS", home + "/system/*"));

    // Then
    assertThat(answer.output()).isEqualTo(right.toString());
  }

  @Test
  void saysHowToGetOneWhenThereIsNone() throws Exception {
    // Given
    jdk(".jdks/temurin-21", "21.0.9");

    // When
    var answer = find(Map.of());

    // Then
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.output()).contains("needs a JDK 25", "sdk install", "adoptium.net");
  }

  private Path jdk(String place, String version) throws IOException {
    var jdk = home.resolve(place);
    Files.createDirectories(jdk.resolve("bin"));
    Files.createFile(
        jdk.resolve("bin/javac"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private Answer find(Map<String, String> environment) throws Exception {
    var script = Path.of(System.getProperty("tributary.root"), "tributary").toString();
    var builder = new ProcessBuilder("/bin/sh", script, "--java-home").redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", toolsWithoutJava().toString());
    builder.environment().put("TRIBUTARY_SYSTEM_JDKS", "");
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output.strip());
  }

  private Path toolsWithoutJava() throws IOException {
    var tools = Files.createDirectories(home.resolve("tools"));
    for (var tool : List.of("dirname", "grep", "sed", "cat")) {
      var usual = Path.of("/usr/bin", tool);
      var real = Files.exists(usual) ? usual : Path.of("/bin", tool);
      var script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return tools;
  }
}
