package dev.tributary.acceptance.suite;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium, in which pages are opened and closed.
 *
 * <p>It is driven by the two requests of its DevTools port that need no protocol; the pages tell
 * what happens in them themselves. So no driver has to be installed that fits its version.
 */
public final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Duration STARTED = Duration.ofSeconds(60);
  private static final Duration ENDED = Duration.ofSeconds(30);

  /** After so many seconds it ends by itself, should nobody be left to end it. */
  private static final String MOST_SECONDS = "300";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final Process process;
  private final URI devTools;

  private Browser(String executable) throws IOException {
    directory = Files.createTempDirectory("browser-");
    process =
        new ProcessBuilder(
                "timeout",
                MOST_SECONDS,
                executable,
                "--headless=new",
                "--no-sandbox", // which root may not have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-breakpad",
                "--disable-component-update",
                "--disable-extensions",
                "--no-first-run",
                // Cookies know no ports: with a name of its own no story has another's visitor.
                "--host-resolver-rules=MAP *.example 127.0.0.1",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    devTools = awaitDevTools();
  }

  /** A browser, or the end of a test that cannot run here. */
  public static Browser orSkip() throws IOException {
    var executable = NAMES.stream().flatMap(name -> inPath(name).stream()).findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "needs one of " + NAMES + " in PATH, as of apt-get install chromium");
    Assumptions.assumeTrue(inPath("timeout").isPresent(), "needs timeout, of coreutils, in PATH");
    return new Browser(executable.orElseThrow().toString());
  }

  /** Opens a page in a tab of its own and returns the tab's id. */
  public String open(String page) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(devTools.resolve("/json/new?" + page))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    return new ObjectMapper().readTree(ask(request)).path("id").asText();
  }

  /** Closes a tab as its user does. */
  public void closeTab(String id) throws IOException, InterruptedException {
    ask(HttpRequest.newBuilder(devTools.resolve("/json/close/" + id)).build());
  }

  @Override
  public void close() throws IOException {
    var all = process.descendants().toList();
    process.destroy(); // timeout hands it on
    process.onExit().join();
    for (var each : all) {
      each.onExit().orTimeout(ENDED.toSeconds(), TimeUnit.SECONDS).join();
    }
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    client.close();
  }

  private String ask(HttpRequest request) throws IOException, InterruptedException {
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** It writes the port that it took into a file. */
  private URI awaitDevTools() {
    var file = directory.resolve("DevToolsActivePort");
    await()
        .atMost(STARTED)
        .failFast("the browser ended", () -> !process.isAlive())
        .until(() -> Files.exists(file) && Files.readAllLines(file).size() > 1);
    try {
      return URI.create("http://127.0.0.1:" + Files.readAllLines(file).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> inPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
