package dev.tributary.local.command;

import dev.tributary.local.domain.Part;
import dev.tributary.local.suite.Home;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops the suite, or what a crash has left of it. */
@Command(name = "down", description = "Stops the suite, cleanly if it lets itself be stopped.")
final class DownCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 90;

  @Override
  public Integer call() throws InterruptedException {
    var home = Home.find();
    var supervisor = home.supervisor().running();
    supervisor.ifPresent(ProcessHandle::destroy);
    if (supervisor.isPresent() && !gone(supervisor.get())) {
      System.out.println("It does not stop by itself; killing it.");
      supervisor.get().destroyForcibly();
    }
    var left = false;
    for (var part : Part.values()) {
      left |= home.pidFile(part).running().isPresent();
      home.pidFile(part).endLeftover();
    }
    home.supervisor().delete();
    System.out.println(
        supervisor.isPresent() || left
            ? "Stopped."
            : "Tributary was not running from " + home.state() + ".");
    return 0;
  }

  private static boolean gone(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }
}
