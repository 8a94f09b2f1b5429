package dev.tributary.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotTrainingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path root;

  private Home home;
  private Path jar;

  @BeforeEach
  void layOutACheckout() throws IOException {
    home = new Home(root, root.resolve("state"));
    home.create();
    for (var service : Part.services()) {
      FakeService.writeJar(home.jar(service));
    }
    jar = home.jar(Part.INGEST);
  }

  @Test
  void makesACacheThatTheServiceThenStartsFrom() throws Exception {
    // When
    var made = training().train(Part.INGEST);

    // Then
    assertThat(made).isTrue();
    assertThat(ServiceJvm.command(jar, List.of()))
        .contains("-XX:AOTCache=" + ServiceJvm.cache(jar));
    assertThat(home.state().resolve("training")).doesNotExist();
    var ports = PortPlan.of(0, Map.of("ingest", Ports.free()));
    try (var service = ServiceProcess.start(Part.INGEST, home, ports, "token")) {
      await().atMost(PATIENCE).until(() -> new Health().of(Part.INGEST, ports).ready());
      assertThat(mapped(service.pid())).anyMatch(line -> line.endsWith(".aot"));
    }
    assertThat(home.log(Part.INGEST)).content().doesNotContain("[aot]");
  }

  @Test
  void leavesACacheOfAnotherBuildAlone() throws Exception {
    // Given
    Files.writeString(ServiceJvm.cache(jar), "of the build before");
    Files.setLastModifiedTime(ServiceJvm.cache(jar), FileTime.from(Instant.now().minusSeconds(60)));

    // When
    var command = ServiceJvm.command(jar, List.of());

    // Then
    assertThat(command).noneMatch(option -> option.startsWith("-XX:AOTCache"));
  }

  @Test
  void endsAtOnceWhenTheSuiteDoes() {
    // Given
    var training = new AotTraining(home, Duration.ZERO, PATIENCE);
    training.start();
    var pidFile = new Home(root, home.state().resolve("training")).pidFile(Part.INGEST);
    await().atMost(PATIENCE).until(() -> pidFile.running().isPresent());
    var process = pidFile.running().orElseThrow();

    // When
    training.close();

    // Then
    assertThat(process.isAlive()).isFalse();
    assertThat(home.state().resolve("training")).doesNotExist();
    assertThat(ServiceJvm.hasCache(jar)).isFalse();
  }

  private AotTraining training() {
    return new AotTraining(home, Duration.ZERO, Duration.ofMillis(100));
  }

  /** The files a process has in its memory; known on Linux alone. */
  private static List<String> mapped(long pid) throws IOException {
    var maps = Path.of("/proc", Long.toString(pid), "maps");
    return Files.exists(maps) ? Files.readAllLines(maps) : List.of(".aot");
  }
}
