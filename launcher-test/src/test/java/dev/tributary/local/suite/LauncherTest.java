package dev.tributary.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.Main;
import dev.tributary.local.client.TrackingClient;
import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.traffic.ShopTraffic;
import dev.tributary.local.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user sees it: real servers, and fakes in the place of the services. */
class LauncherTest {

  private record Answer(int code, String output) {}

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path root;

  private final List<String> ports = new ArrayList<>();

  @BeforeEach
  void layOutACheckout() throws IOException {
    for (var service : Part.services()) {
      FakeService.writeJar(new Home(root, root).jar(service));
    }
    for (var part : Part.values()) {
      ports.addAll(List.of("--port", part.label() + "=" + Ports.free()));
    }
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    run("down");
  }

  @Test
  void runsInTheBackgroundUntilItIsTakenDown() throws Exception {
    // Given
    var up = up();

    // When
    var status = status();
    var second = up();
    var down = run("down");

    // Then
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).contains("ingest", "ready on", "Ready.", "curl");
    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("processes")).hasSize(8);
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.output()).contains("already running").contains("./tributary down");
    assertThat(down.code()).isZero();
    assertThat(pids(status)).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    assertThat(status().path("running").asBoolean()).isFalse();
    assertThat(Files.getPosixFilePermissions(root.resolve(".tributary/token"))).hasSize(2);
  }

  @Test
  void isReadyWithTheDemoOnlyWhenTheShopsEventsAreTaken() throws Exception {
    // Given
    var shop = Files.createDirectories(root.resolve("examples/shop"));
    for (var file : List.of("source.yaml", "destination.yaml")) {
      Files.copy(Path.of("../examples/shop", file), shop.resolve(file));
    }

    // When
    var up = up("--demo");
    var taken = new TrackingClient("http://127.0.0.1:" + port("ingest"), "demo-web-shop");

    // Then
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).contains("Defining the example shop", "Source/web-shop created");
    assertThat(up.output().indexOf("Source/web-shop")).isLessThan(up.output().indexOf("Ready."));
    taken.send(List.of(new ShopTraffic(1).next(Instant.now())));
    assertThat(taken.retries()).isZero();
  }

  @Test
  void startsAServiceAgainThatWasKilled() throws Exception {
    // Given
    mustComeUp();
    var victim = status().path("processes").path("ingest").path("pid").asLong();

    // When
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var ingest = status().path("processes").path("ingest");
          assertThat(ingest.path("restarts").asInt()).isEqualTo(1);
          assertThat(ingest.path("ready").asBoolean()).isTrue();
        });
    assertThat(Files.readString(root.resolve(".tributary/logs/supervisor.log")))
        .contains("ingest ended with code 137", "ingest runs again");
  }

  @Test
  void comesUpAgainAfterEverythingWasKilled() throws Exception {
    // Given
    mustComeUp();
    var status = status();
    var supervisor = new Home(root, root.resolve(".tributary")).supervisor().running();
    supervisor.orElseThrow().destroyForcibly();
    pids(status).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));

    // When
    var again = up();

    // Then
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(status().path("ready").asBoolean()).isTrue();
  }

  @Test
  void endsItsProcessesWhenTheSupervisorAloneIsKilled() throws Exception {
    // Given
    mustComeUp();
    var pids = pids(status());

    // When
    new Home(root, root.resolve(".tributary"))
        .supervisor()
        .running()
        .orElseThrow()
        .destroyForcibly();

    // Then
    await().atMost(PATIENCE).until(() -> pids.stream().allMatch(LauncherTest::isGone));
  }

  @Test
  void namesThePortThatIsTakenAndWhoHasIt() throws Exception {
    // Given
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var port = taken.getLocalPort();
      ports.addAll(List.of("--port", "router=" + port));

      // When
      var up = up();

      // Then
      assertThat(up.code()).isEqualTo(1);
      assertThat(up.output())
          .contains("Port " + port + ", meant for router")
          .contains("pid " + ProcessHandle.current().pid())
          .contains("--port-offset");
    }
  }

  @Test
  void stopsAllWhenItIsInterruptedInTheForeground() throws Exception {
    // Given
    var log = root.resolve("up.log");
    var line = command("up");
    line.addAll(ports);
    var up = builder(line, log).start();
    await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Ready."));
    var pids = pids(status());

    // When
    new ProcessBuilder("kill", "-s", "INT", Long.toString(up.pid())).start().waitFor();

    // Then
    assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(log)).contains("Stopped.");
    assertThat(pids).allMatch(LauncherTest::isGone);
  }

  private void mustComeUp() throws Exception {
    var up = up();
    assertThat(up.code()).as(up.output()).isZero();
  }

  private Answer up(String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("up", "--detach"));
    arguments.addAll(List.of(more));
    arguments.addAll(ports);
    return run(arguments.toArray(String[]::new));
  }

  private String port(String service) {
    return ports.stream()
        .filter(option -> option.startsWith(service + "="))
        .map(option -> option.substring(service.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode status() throws Exception {
    return new ObjectMapper().readTree(run("status", "--json").output());
  }

  private Answer run(String... arguments) throws Exception {
    var output = Files.createTempFile(root, "launcher-", ".out");
    var builder = builder(command(arguments), output);
    var process = builder.start();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), Files.readString(output));
  }

  private static ProcessBuilder builder(List<String> command, Path output) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TRIBUTARY_HOME");
    return builder.redirectOutput(output.toFile());
  }

  private List<String> command(String... arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of("-Dtributary.root=" + root, "-Dslf4j.internal.verbosity=ERROR"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  private static List<Long> pids(JsonNode status) {
    return Stream.of(status.path("processes"))
        .flatMap(processes -> processes.valueStream())
        .map(process -> process.path("pid").asLong())
        .toList();
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }
}
