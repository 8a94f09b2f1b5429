package dev.tributary.local.command;

import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.servers.ServerNotReady;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** All commands under their one name. */
@Command(
    name = "./tributary",
    description = "Runs Tributary on this machine and talks to it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      LogsCommand.class,
      ApplyCommand.class,
      GetCommand.class,
      DeleteCommand.class,
      ImportCommand.class,
      DemoCommand.class,
      SinkCommand.class,
      TestCommand.class,
      BenchCommand.class,
      ConnectorsCommand.class,
      HelpCommand.class
    })
public final class Commands {

  private Commands() {}

  /** The command line; problems the user can solve are told without a stack trace. */
  public static CommandLine line() {
    return new CommandLine(new Commands())
        .setExecutionExceptionHandler((problem, line, _) -> {
          switch (problem) {
            case InvalidInput expected -> line.getErr().println(expected.getMessage());
            case ServerNotReady expected -> line.getErr().println(expected.getMessage());
            case IOException expected -> line.getErr().println(expected);
            default -> throw problem;
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
