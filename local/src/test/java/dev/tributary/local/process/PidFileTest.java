package dev.tributary.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {

  @TempDir Path directory;

  private Process process;

  private PidFile file;

  @BeforeEach
  void startSomething() throws IOException {
    process = new ProcessBuilder("sleep", "120").start();
    file = new PidFile(directory.resolve("some.pid"));
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void findsTheProcessThatWasWritten() {
    // When
    file.write(process.toHandle());

    // Then
    assertThat(file.running()).map(ProcessHandle::pid).hasValue(process.pid());
  }

  @Test
  void doesNotTakeAnotherProcessOfTheSamePidForIt() throws IOException {
    // Given
    file.write(process.toHandle());
    var birth = Files.readString(file.path()).strip().split(" ", -1)[1];

    // When
    Files.writeString(file.path(), process.pid() + " " + (Long.parseLong(birth) - 60_000));
    file.endLeftover();

    // Then
    assertThat(file.running()).isEmpty();
    assertThat(process.isAlive()).isTrue();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void endsWhatAnEarlierRunLeft() throws Exception {
    // Given
    file.write(process.toHandle());

    // When
    file.endLeftover();

    // Then
    assertThat(process.waitFor()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "one two", "1 2 3", "99999999999999999999 1", "-5 1"})
  void readsNothingFromAFileThatIsNotOurs(String text) throws IOException {
    // Given
    Files.writeString(file.path(), text);

    // Then
    assertThat(file.running()).isEmpty();
  }
}
