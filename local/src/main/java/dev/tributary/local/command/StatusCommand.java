package dev.tributary.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.domain.Part;
import dev.tributary.local.suite.Health;
import dev.tributary.local.suite.Home;
import dev.tributary.local.suite.Memory;
import dev.tributary.local.suite.SuiteRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the suite's processes. */
@Command(
    name = "status",
    description = "Shows what runs, where, and whether it is ready. Exit code 0 if all is ready.")
final class StatusCommand implements Callable<Integer> {

  private record Row(
      Part part, long pid, int port, Health.Answer health, long bytes, long uptime, int restarts) {}

  private static final int MIB_SHIFT = 20;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    var running = Running.find();
    var rows = running.map(StatusCommand::rows).orElse(List.of());
    var ready = !rows.isEmpty() && rows.stream().allMatch(row -> row.health().ready());
    if (json) {
      var launcher = running.map(found -> launcherBytes(found.suite())).orElse(0L);
      System.out.println(json(running.isPresent(), ready, rows, launcher));
    } else if (running.isEmpty()) {
      System.out.println("Tributary is not running from " + Home.find().state() + ".");
    } else {
      print(running.get().suite(), rows, System.out);
    }
    return ready ? 0 : 1;
  }

  private static List<Row> rows(Running running) {
    var health = new Health();
    var ports = running.suite().portPlan();
    var rows = new ArrayList<Row>();
    for (var part : Part.values()) {
      var entry = running.suite().processes().get(part);
      if (entry == null) {
        continue;
      }
      var process = ProcessHandle.of(entry.pid()).filter(ProcessHandle::isAlive);
      rows.add(
          new Row(
              part,
              entry.pid(),
              ports.of(part),
              process.isPresent()
                  ? health.of(part, ports)
                  : new Health.Answer(false, "ended; being started again"),
              process.map(Memory::of).orElse(0L),
              (Instant.now().toEpochMilli() - entry.startedAtMillis()) / 1000,
              entry.restarts()));
    }
    return rows;
  }

  private static void print(SuiteRecord suite, List<Row> rows, PrintStream out) {
    var launcher = launcherBytes(suite);
    out.println("PART        PID      PORT   READY  MEMORY    UP        RESTARTS");
    for (var row : rows) {
      out.printf(
          Locale.ROOT,
          "%-10s  %-7d  %-5d  %-5s  %4d MiB  %-8s  %d%s%n",
          row.part().label(),
          row.pid(),
          row.port(),
          row.health().ready() ? "yes" : "no",
          row.bytes() >> MIB_SHIFT,
          Duration.ofSeconds(row.uptime()).toString().substring(2).toLowerCase(Locale.ROOT),
          row.restarts(),
          row.health().why().isEmpty() ? "" : "  (" + row.health().why() + ")");
    }
    var total = launcher + rows.stream().mapToLong(Row::bytes).sum();
    out.printf(
        Locale.ROOT,
        "launcher    %-7d                %4d MiB%nall together                    %4d MiB%n",
        suite.supervisor(),
        launcher >> MIB_SHIFT,
        total >> MIB_SHIFT);
  }

  private static long launcherBytes(SuiteRecord suite) {
    return ProcessHandle.of(suite.supervisor()).map(Memory::alone).orElse(0L);
  }

  private static ObjectNode json(boolean running, boolean ready, List<Row> rows, long launcher) {
    var root = new ObjectMapper().createObjectNode();
    root.put("running", running);
    root.put("ready", ready);
    root.put("memoryBytes", launcher + rows.stream().mapToLong(Row::bytes).sum());
    var processes = root.putObject("processes");
    for (var row : rows) {
      processes
          .putObject(row.part().label())
          .put("pid", row.pid())
          .put("port", row.port())
          .put("ready", row.health().ready())
          .put("why", row.health().why())
          .put("memoryBytes", row.bytes())
          .put("uptimeSeconds", row.uptime())
          .put("restarts", row.restarts());
    }
    return root;
  }
}
