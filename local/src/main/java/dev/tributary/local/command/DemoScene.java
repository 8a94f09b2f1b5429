package dev.tributary.local.command;

import dev.tributary.local.client.AdminClient;
import dev.tributary.local.client.Applying;
import dev.tributary.local.client.DefinitionFiles;
import dev.tributary.local.client.Demo;
import dev.tributary.local.client.TrackingClient;
import dev.tributary.local.client.WebhookSink;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.suite.Home;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** The example shop come alive: its definitions, its customers, and the tool its events go to. */
record DemoScene(TrackingClient tracking, WebhookSink sink, PrintStream out) {

  /** The write key of the example's source. */
  static final String WRITE_KEY = "demo-web-shop";

  /** Where the example's destination points as it stands in the file. */
  private static final String SINK_IN_FILE = "http://127.0.0.1:" + Part.SINK.defaultPort() + "/";

  /** Returns when the shop is defined, and ingest takes its events. */
  static DemoScene define(Home home, PortPlan ports, PrintStream out) throws IOException {
    var sink = WebhookSink.start(ports.of(Part.SINK), _ -> {});
    out.println("\nDefining the example shop; its webhooks go to " + sink.url());
    var documents =
        DefinitionFiles.read(
            home.root().resolve("examples/shop"),
            text -> text.replace(SINK_IN_FILE, ports.http(Part.SINK) + "/"));
    if (!new Applying(new AdminClient(ports, home.token()), out).apply(documents)) {
      throw new InvalidInput("The demo cannot run without its definitions.");
    }
    var tracking = new TrackingClient(ports.http(Part.INGEST), WRITE_KEY);
    tracking.awaitKnown();
    return new DemoScene(tracking, sink, out);
  }

  /** Streams until the process ends. */
  void play(int rate) throws InterruptedException {
    out.println("\nCustomers arrive.");
    new Demo(tracking, out, this::arrived).run(new Demo.Plan(0, rate, System.currentTimeMillis()));
  }

  private String arrived() {
    return String.format(
        Locale.ROOT,
        "; %,d arrived at the webhook, %,d of them audience changes",
        sink.delivered(),
        sink.audienceChanges());
  }
}
