package dev.tributary.local.command;

import dev.tributary.local.client.Demo;
import dev.tributary.local.client.TrackingClient;
import dev.tributary.local.domain.Part;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a shop's traffic to a suite that is up. */
@Command(
    name = "demo",
    description = "Sends a shop's traffic: visitors, sign-ups, orders, several devices a person.")
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many; 0 for no end (default: ${DEFAULT-VALUE}).")
  long events;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "500",
      description = "Events a second; 0 for as fast as they are taken (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "The same seed makes the same traffic, message ids included: sent twice, it is dropped as"
              + " a duplicate. Without it, every run is different.")
  long seed = System.currentTimeMillis();

  @Option(
      names = "--write-key",
      defaultValue = DemoScene.WRITE_KEY,
      description = "Of the source to send to (default: ${DEFAULT-VALUE}).")
  String writeKey = DemoScene.WRITE_KEY;

  @Override
  public Integer call() throws InterruptedException {
    var ingest = Running.require().suite().portPlan().http(Part.INGEST);
    System.out.println("Sending to " + ingest + " with seed " + seed);
    new Demo(new TrackingClient(ingest, writeKey), System.out, () -> "")
        .run(new Demo.Plan(events, rate, seed));
    return 0;
  }
}
