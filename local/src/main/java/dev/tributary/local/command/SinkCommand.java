package dev.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.client.WebhookSink;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a webhook destination receives. */
@Command(
    name = "sink",
    description = "Receives webhooks on loopback and prints a line for each, until Ctrl-C.")
final class SinkCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9999",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--full", description = "Prints each body in full.")
  boolean full;

  @Override
  public Integer call() throws InterruptedException {
    try (var sink = WebhookSink.start(port, this::print)) {
      System.out.println("Point a webhook destination to " + sink.url());
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private void print(JsonNode body) {
    System.out.println(full ? body : summary(body));
  }

  private static String summary(JsonNode body) {
    var who = body.path("userId").asText(body.path("anonymousId").asText("-"));
    var what = body.path("event").asText(body.path("name").asText(""));
    return "%-8s  %-24s  %s".formatted(body.path("type").asText("-"), what, who);
  }
}
