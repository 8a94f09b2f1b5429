package dev.tributary.connectors.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a connector: a file that is right already, with comments, and its golden file. */
@Command(
    name = "new",
    description =
        "Writes a commented connector and its golden file to begin with, and lists it in index.txt.")
final class NewCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_NAME = 50;

  private final Checkout checkout;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "In lower kebab case, such as acme-mail.")
  String name = "";

  @Option(
      names = "--title",
      paramLabel = "TITLE",
      description = "The tool's own name; made of NAME where left out.")
  String title = "";

  NewCommand(Checkout checkout) {
    this.checkout = checkout;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
      throw new ParameterException(
          spec.commandLine(),
          "A connector's name is lower kebab case of at most "
              + MAX_NAME
              + " characters, such as acme-mail");
    }
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    if (!checkout.isThere()) {
      err.println("There are no sources here to add a connector to: " + checkout.connectors());
      return CommandLine.ExitCode.SOFTWARE;
    }
    var connector = checkout.connector(name);
    var golden = checkout.golden(name);
    if (checkout.names().contains(name) || Files.exists(connector) || Files.exists(golden)) {
      err.println("There is a connector " + name + " already");
      return CommandLine.ExitCode.SOFTWARE;
    }
    var skeleton =
        new Skeleton(
            name,
            title.isBlank() ? Skeleton.titled(name) : title,
            LocalDate.now(ZoneId.systemDefault()));
    Files.writeString(connector, skeleton.connector());
    Files.createDirectories(golden.getParent());
    Files.writeString(golden, skeleton.golden());
    checkout.list(name);
    out.println("Written: " + shown(connector));
    out.println("         " + shown(golden));
    out.println("Now      ./tributary connectors validate " + shown(connector));
    out.println("         ./tributary connectors try " + name);
    return 0;
  }

  private Path shown(Path file) {
    return checkout.root().relativize(file);
  }
}
