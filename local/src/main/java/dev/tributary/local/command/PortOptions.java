package dev.tributary.local.command;

import dev.tributary.local.domain.PortPlan;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that choose ports. */
final class PortOptions {

  @Option(names = "--port-offset", paramLabel = "N", description = "Adds N to every default port.")
  int offset;

  @Option(
      names = "--port",
      paramLabel = "PART=N",
      description =
          "Port of one part: kafka, postgres, redis, ingest, governance, identity, audience, router"
              + " or sink. May be repeated.")
  Map<String, Integer> chosen = new HashMap<>();

  PortPlan plan() {
    return PortPlan.of(offset, chosen);
  }
}
