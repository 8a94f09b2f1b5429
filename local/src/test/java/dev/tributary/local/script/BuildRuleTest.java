package dev.tributary.local.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the script builds before {@code connectors}, in a checkout whose Maven and Java only tell.
 */
class BuildRuleTest {

  private static final Instant BUILT = Instant.parse("2020-01-01T12:00:00Z");
  private static final String YAML = "connectors/src/main/resources/connectors/acme.yaml";
  private static final List<String> SOURCES =
      List.of(
          "pom.xml",
          "proto/pom.xml",
          "proto/src/main/proto/event.proto",
          "platform/pom.xml",
          "platform/src/main/java/Json.java",
          "local/pom.xml",
          "local/src/main/java/Main.java",
          "connectors/pom.xml",
          "connectors/src/main/java/Tool.java",
          "connectors/src/main/resources/skeleton/connector.yaml",
          YAML);

  @TempDir Path root;

  @BeforeEach
  void layOutACheckoutThatIsBuilt() throws IOException {
    for (var source : SOURCES) {
      file(source, "", BUILT.minusSeconds(60));
    }
    file("local/target/tributary-local-0.1.0-SNAPSHOT.jar", "", BUILT);
    file("connectors/target/tributary-connectors-0.1.0-SNAPSHOT.jar", "", BUILT);
    Files.createDirectories(root.resolve("local/target/kafka-lib"));
    Files.createDirectories(root.resolve("connectors/target/lib"));
    Files.copy(
        Path.of(System.getProperty("tributary.root"), "tributary"), root.resolve("tributary"));
    program("mvnw", "echo \"$@\" >> \"$(dirname \"$0\")/asked\"");
    program("jdk/bin/javac", "");
    program("jdk/bin/java", "echo launched \"$@\"");
    file("jdk/release", "JAVA_VERSION=\"25.0.1\"\n", BUILT);
  }

  @Test
  void buildsNothingWhereNothingChanged() throws Exception {
    // When
    var output = run("connectors", "try", "acme");

    // Then
    assertThat(output).contains("launched", "dev.tributary.local.Main connectors try acme");
    assertThat(root.resolve("asked")).doesNotExist();
  }

  @Test
  void buildsNothingWhereOnlyAConnectorsFileChanged() throws Exception {
    // Given
    file(YAML, "title: Acme", BUILT.plusSeconds(60));

    // When
    run("connectors", "try", "acme");

    // Then
    assertThat(root.resolve("asked")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connectors/src/main/java/Tool.java",
        "connectors/src/main/resources/skeleton/connector.yaml",
        "connectors/pom.xml",
        "platform/src/main/java/Json.java",
      })
  void buildsTheCommandsWhereTheirCodeChanged(String source) throws Exception {
    // Given
    file(source, "changed", BUILT.plusSeconds(60));

    // When
    run("connectors", "list");
    var asked = Files.readString(root.resolve("asked"));
    Files.delete(root.resolve("asked"));
    run("connectors", "list");

    // Then
    assertThat(asked).contains("-pl connectors -am package");
    assertThat(root.resolve("asked")).as("asked again").doesNotExist();
  }

  @Test
  void buildsTheCommandsOnlyForThoseWhoCallThem() throws Exception {
    // Given
    file("connectors/src/main/java/Tool.java", "changed", BUILT.plusSeconds(60));

    // When
    run("status");

    // Then
    assertThat(root.resolve("asked")).doesNotExist();
  }

  private String run(String... arguments) throws Exception {
    var line = new ArrayList<>(List.of("/bin/sh", root.resolve("tributary").toString()));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().remove("TRIBUTARY_BUILD");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private void file(String name, String text, Instant changed) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  private void program(String name, String script) throws IOException {
    file(name, "#!/bin/sh\n" + script + "\n", BUILT);
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
