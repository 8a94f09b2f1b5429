package dev.tributary.local.command;

import dev.tributary.local.domain.Part;
import dev.tributary.local.suite.Home;
import dev.tributary.local.suite.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the suite and stays with it until Ctrl-C, or leaves it running in the background. */
@Command(name = "up", description = "Starts the whole suite and shows where it is.")
final class UpCommand implements Callable<Integer> {

  @Option(names = "--detach", description = "Returns when all is ready; ./tributary down stops it.")
  boolean detach;

  @Option(names = "--fresh", description = "Throws all data away first.")
  boolean fresh;

  @Option(
      names = "--demo",
      description = "Applies examples/shop and streams its traffic to a small webhook sink.")
  boolean demo;

  @Option(
      names = "--demo-rate",
      paramLabel = "R",
      defaultValue = "100",
      description = "Events a second of the demo (default: ${DEFAULT-VALUE}).")
  int demoRate;

  @Mixin PortOptions ports = new PortOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = Home.find();
    var plan = ports.plan();
    if (detach) {
      return new Detached(home).start(withoutDetach(), System.out);
    }
    var out = System.out;
    out.println("Starting Tributary, keeping its state in " + home.state());
    out.println(
        "  router may deliver to private and loopback addresses here "
            + "(tributary.router.allow-private-addresses), as production must not");
    var supervisor = new Supervisor(home, plan, out);
    supervisor.start(fresh);
    if (demo) {
      var scene = DemoScene.define(home, plan, out);
      announce(supervisor, home, out);
      scene.play(demoRate);
    } else {
      announce(supervisor, home, out);
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private List<String> withoutDetach() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .filter(argument -> !argument.equals("--detach"))
        .toList();
  }

  private void announce(Supervisor supervisor, Home home, PrintStream out) {
    welcome(home, out);
    supervisor.announceReady();
  }

  private void welcome(Home home, PrintStream out) {
    var plan = ports.plan();
    out.println("\nReady.");
    for (var service : Part.services()) {
      out.printf("  %-10s  %s%n", service.label(), plan.http(service));
    }
    out.printf(
        """

        Try it, in another terminal:
          ./tributary apply -f examples/shop
          curl -u demo-web-shop: -H 'Content-Type: application/json' %s/v1/track \\
            -d '{"userId":"ada","event":"Order Completed","properties":{"revenue":39.95,"currency":"GBP"}}'
          curl -u "$(cat %s):" \\
            %s/v1/spaces/default/collections/users/profiles/user_id:ada/external_ids
        Ctrl-C here or ./tributary down stops everything.
        """,
        plan.http(Part.INGEST), home.state().resolve("token"), plan.http(Part.IDENTITY));
  }
}
