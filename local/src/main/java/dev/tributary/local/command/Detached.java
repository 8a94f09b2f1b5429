package dev.tributary.local.command;

import dev.tributary.local.Main;
import dev.tributary.local.process.Background;
import dev.tributary.local.suite.Home;
import dev.tributary.local.suite.SuiteRecord;
import dev.tributary.local.suite.SuiteRecord.Phase;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code up} in the background and shows what it prints until all is ready. */
record Detached(Home home) {

  int start(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
    home.create();
    var log = home.supervisorLog();
    var seen = Files.exists(log) ? Files.size(log) : 0;
    var process = Background.start(command(arguments), home.root(), log);
    var giveUp = new Thread(process::destroy, "give up");
    Runtime.getRuntime().addShutdownHook(giveUp);
    while (true) {
      var over = !process.isAlive();
      seen = show(log, seen, out);
      if (isReady(process.pid())) {
        show(log, seen, out);
        Runtime.getRuntime().removeShutdownHook(giveUp);
        out.println("It goes on in the background, writing to " + log);
        return 0;
      }
      if (over) {
        return process.exitValue() == 0 ? 1 : process.exitValue();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean isReady(long pid) {
    return SuiteRecord.read(home.record())
        .filter(suite -> suite.supervisor() == pid && suite.phase() == Phase.READY)
        .isPresent();
  }

  /** Copies what was added to the log and returns where it ends now. */
  private static long show(Path log, long from, PrintStream out) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var fresh = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(fresh);
      out.print(new String(fresh, StandardCharsets.UTF_8));
      out.flush();
      return from + fresh.length;
    }
  }

  private static List<String> command(List<String> arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(arguments);
    return line;
  }
}
