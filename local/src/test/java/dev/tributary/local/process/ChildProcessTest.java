package dev.tributary.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.process.ChildProcess.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  /** Starts a child that lives for long, says its pid, and waits for ever itself. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      var child = ChildProcess.start(command(Path.of(arguments[0]), "sleep 300"));
      System.out.println(child.pid());
      System.out.flush();
      Thread.currentThread().join();
    }
  }

  @TempDir Path directory;

  @Test
  void endsWithItsParentHoweverThatDies() throws Exception {
    // Given
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .start();
    var child = Long.parseLong(parent.inputReader().readLine());
    assertThat(ProcessHandle.of(child)).isPresent();

    // When
    parent.destroyForcibly();

    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> ProcessHandle.of(child).isEmpty());
  }

  @Test
  void stopsWithTheSignalAskedForAndKeepsWhatWasPrinted() throws IOException {
    // Given
    var child =
        ChildProcess.start(
            command(directory, "trap 'echo told to stop; exit 0' TERM; echo up; sleep 300 & wait"));
    await().until(() -> Files.readString(child.log()).contains("up"));

    // When
    child.stop();

    // Then: the exit is told by another thread, a moment after the program is gone
    assertThat(child.isAlive()).isFalse();
    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(0);
    assertThat(Files.readString(child.log())).isEqualTo("up\ntold to stop\n");
    assertThat(directory.resolve("child.pid")).doesNotExist();
  }

  private static ChildProcess.Command command(Path directory, String script) {
    return new ChildProcess.Command(
        List.of("sh", "-c", script),
        Map.of(),
        directory,
        directory.resolve("child.log"),
        directory.resolve("child.pid"),
        StopSignal.TERM);
  }
}
