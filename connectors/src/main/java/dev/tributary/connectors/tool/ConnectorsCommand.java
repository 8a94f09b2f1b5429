package dev.tributary.connectors.tool;

import dev.tributary.platform.domain.InvalidValue;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * All commands about connectors under their one name. Exit codes: 0; 1 where something is wrong or
 * cannot be done; 2 where the command is used in a wrong way, which is answered with help.
 */
@Command(
    name = "./tributary connectors",
    description = "Shows, checks, tries and makes connectors: the tools downstream as files.",
    synopsisSubcommandLabel = "COMMAND",
    footer = "%ndocs/connectors.md is the format, and says step by step how one is added.")
public final class ConnectorsCommand {

  private ConnectorsCommand() {}

  static CommandLine line(Checkout checkout) {
    return new CommandLine(new ConnectorsCommand())
        .addSubcommand(new ListCommand(checkout))
        .addSubcommand(new ValidateCommand(checkout))
        .addSubcommand(new NewCommand(checkout))
        .addSubcommand(new TryCommand(checkout))
        .addSubcommand(new DocsCommand(checkout))
        .addSubcommand(new HelpCommand())
        .setExecutionExceptionHandler((problem, line, _) -> {
          switch (problem) {
            case NoSuchFileException missing ->
                line.getErr().println(missing.getMessage() + " is not there");
            case IOException expected -> line.getErr().println(expected);
            case InvalidValue expected -> line.getErr().println(expected.getMessage());
            default -> throw problem;
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
