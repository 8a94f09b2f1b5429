package dev.tributary.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed over to the commands of connectors, by a program in their place that tells. */
class ConnectorsCommandTest {

  private static final String PROGRAM =
      """
      package dev.tributary.connectors.tool;

      public final class Main {
        public static void main(String[] arguments) {
          System.out.println("asked " + String.join("|", arguments));
          System.out.println("root " + System.getProperty("tributary.root"));
          System.exit(2);
        }
      }
      """;

  @TempDir Path root;

  @Test
  void handsOverEveryWordAndHandsBackTheExitCode() throws Exception {
    // Given
    writeJar(root.resolve("connectors/target/tributary-connectors-0.1.0-SNAPSHOT.jar"));
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Dtributary.root=" + root, "-cp", System.getProperty("java.class.path")));
    line.addAll(
        List.of(Main.class.getName(), "connectors", "try", "acme", "--action", "a b", "-h"));

    // When
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output).contains("asked try|acme|--action|a b|-h", "root " + root);
  }

  private void writeJar(Path jar) throws IOException {
    var source = root.resolve("dev/tributary/connectors/tool/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, PROGRAM);
    var compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    assertThat(compiled).isZero();
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("dev/tributary/connectors/tool/Main.class"));
      Files.copy(source.resolveSibling("Main.class"), out);
      out.closeEntry();
    }
  }
}
