package dev.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.domain.Backoff;
import dev.tributary.local.domain.InvalidInput;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sends a file of past events to ingest, part by part, and goes on where it broke off. */
public final class ImportClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int PART_BYTES = 4 << 20;

  private static final int TAKEN = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  /** Kafka may be away for a while. */
  private static final int PATIENT_TRIES = 8;

  /** A source that was just defined is known to ingest a moment later. */
  private static final int KNOWN_TRIES = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String ingest;
  private final String token;
  private final PrintStream out;

  public ImportClient(String ingest, String token, PrintStream out) {
    this.ingest = ingest;
    this.token = token;
    this.out = out;
  }

  /**
   * Sends the file, or the rest of it.
   *
   * @param resumed the import to go on with; a new one where there is none
   * @throws InvalidInput if ingest refuses it for a reason that waiting does not cure
   */
  public void send(Path file, String source, String format, Optional<String> resumed)
      throws IOException, InterruptedException {
    var state =
        resumed.isPresent()
            ? patiently("GET", "/imports/" + resumed.get())
            : patiently("POST", "/sources/" + source + "/imports?format=" + format);
    var id = state.path("id").asText();
    out.println("Import " + id + (resumed.isPresent() ? " goes on" : " begins"));
    long size = Files.size(file);
    int failures = 0;
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (!state.path("complete").asBoolean()) {
        long from = state.path("bytes").asLong();
        var part = part(channel, from, size);
        if (part.length == 0 && from < size) {
          throw new InvalidInput(file + " has become shorter");
        }
        boolean last = from + part.length == size;
        var answer = ask("PUT", "/imports/" + id + "?offset=" + from + "&last=" + last, part);
        if (answer.statusCode() == TAKEN) {
          state = JSON.readTree(answer.body());
          failures = 0;
          tell(state, size);
        } else { // Some of the part may be taken: the next begins where the import says.
          waitOrGiveUp(answer, ++failures, PATIENT_TRIES, UNAVAILABLE, CONFLICT);
          state = patiently("GET", "/imports/" + id);
        }
      }
    }
  }

  private void tell(JsonNode state, long size) {
    out.printf(
        "%3d %%  %d accepted, %d rejected%n",
        size == 0 ? 100 : state.path("bytes").asLong() * 100 / size,
        state.path("accepted").asLong(),
        state.path("rejected").asLong());
  }

  private static byte[] part(FileChannel channel, long from, long size) throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(PART_BYTES, Math.max(0, size - from)));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        break;
      }
    }
    var part = new byte[buffer.position()];
    buffer.flip().get(part);
    return part;
  }

  private JsonNode patiently(String method, String path) throws IOException, InterruptedException {
    for (int failures = 1; ; failures++) {
      var answer = ask(method, path, new byte[0]);
      if (answer.statusCode() / 100 == 2) {
        return JSON.readTree(answer.body());
      }
      boolean isNoSource = method.equals("POST") && answer.statusCode() == NOT_FOUND;
      int most = isNoSource ? KNOWN_TRIES : PATIENT_TRIES;
      waitOrGiveUp(answer, failures, most, UNAVAILABLE, isNoSource ? NOT_FOUND : UNAVAILABLE);
    }
  }

  /**
   * Waits, where the failure is one of those that pass by themselves and did not come too often.
   */
  private void waitOrGiveUp(HttpResponse<String> answer, int failures, int most, int... passing)
      throws IOException, InterruptedException {
    var reason = JSON.readTree(answer.body()).path("detail").asText();
    if (failures == most || IntStream.of(passing).noneMatch(each -> each == answer.statusCode())) {
      throw new InvalidInput("Ingest refuses: " + reason);
    }
    out.println("Waiting: " + reason);
    Thread.sleep(Backoff.after(failures));
  }

  private HttpResponse<String> ask(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(ingest + "/api/v1" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/octet-stream")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
