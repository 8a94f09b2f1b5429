package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.golden.GoldenFile;
import dev.tributary.connectors.golden.GoldenReader;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads connector files as the router will, and runs the golden file of each. */
@Command(
    name = "validate",
    description =
        "Reads connector files as the router will, names each fault by its path, and runs the golden file of each:"
            + " connectors/src/test/resources/golden/NAME.yaml for those of the checkout, else NAME.golden.yaml beside it.")
final class ValidateCommand implements Callable<Integer> {

  private final Checkout checkout;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Named as the connector, NAME.yaml.")
  List<Path> files = new ArrayList<>();

  ValidateCommand(Checkout checkout) {
    this.checkout = checkout;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    int code = 0;
    for (var file : files) {
      var faults = new ArrayList<String>();
      var done = faults(file, faults);
      var out = spec.commandLine().getOut();
      if (faults.isEmpty()) {
        out.println(file + ": " + done);
      } else {
        faults.forEach(fault -> out.println(file + ": " + fault));
        code = 1;
      }
    }
    return code;
  }

  /** Collects what is wrong; says what was looked at. */
  private String faults(Path file, List<String> faults) throws IOException {
    var name = ConnectorFile.name(file);
    return switch (ConnectorLibrary.read(name, Files.readAllBytes(file))) {
      case Checked.Invalid<Connector>(var violations) -> {
        violations.forEach(violation -> faults.add(shown(violation)));
        yield "";
      }
      case Checked.Valid<Connector>(var connector) -> {
        var golden = golden(file, name);
        yield Files.exists(golden)
            ? "right; " + cases(connector, golden, faults) + " golden cases pass"
            : "right; there is no golden file " + golden;
      }
    };
  }

  private static int cases(Connector connector, Path golden, List<String> faults)
      throws IOException {
    return switch (GoldenReader.read(connector.name(), Files.readAllBytes(golden))) {
      case Checked.Invalid<GoldenFile>(var violations) -> {
        violations.forEach(violation -> faults.add(shown(violation)));
        yield 0;
      }
      case Checked.Valid<GoldenFile>(var file) -> {
        faults.addAll(file.faults(connector));
        yield file.cases().size();
      }
    };
  }

  private Path golden(Path file, String name) throws IOException {
    boolean shipped =
        Files.exists(checkout.connector(name)) && Files.isSameFile(file, checkout.connector(name));
    return shipped ? checkout.golden(name) : file.resolveSibling(name + ".golden.yaml");
  }

  private static String shown(Violation violation) {
    return violation.path() + " " + violation.reason();
  }
}
