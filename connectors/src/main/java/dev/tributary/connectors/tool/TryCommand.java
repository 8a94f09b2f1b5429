package dev.tributary.connectors.tool;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.preview.TrialSettings;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a connector would send, without sending it. */
@Command(
    name = "try",
    description = {
      "Shows what a connector would send for an event: fields, request line, headers, body. Nothing is sent.",
      "A secret is struck out before anything is made with it (~~name~~); what is missing has a placeholder (__name__)."
    })
final class TryCommand implements Callable<Integer> {

  private final Checkout checkout;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME|FILE", description = "A connector, or a file of one.")
  String subject = "";

  @Option(
      names = "--action",
      paramLabel = "A",
      description = "Which; may be left out where there is one.")
  @Nullable String action;

  @Option(
      names = "--audience",
      paramLabel = "create|add|remove",
      description = "In the place of an action: what keeps a list.")
  @Nullable String audience;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = "YAML or JSON; a sample where left out.")
  @Nullable Path event;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "YAML or JSON, as in a definition.")
  @Nullable Path settings;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "YAML or JSON, as in a definition.")
  @Nullable Path mapping;

  TryCommand(Checkout checkout) {
    this.checkout = checkout;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    return switch (connector()) {
      case Checked.Invalid<Connector>(var violations) -> refused(violations);
      case Checked.Valid<Connector>(var connector) -> tried(connector);
    };
  }

  private int tried(Connector connector) throws IOException {
    var target = target(connector);
    return switch (TrialSettings.of(asked(connector), object(settings))) {
      case Checked.Invalid<TrialSettings>(var violations) -> refused(violations);
      case Checked.Valid<TrialSettings>(var trial) ->
          switch (Mappings.read(target, object(mapping))) {
            case Checked.Invalid<Map<String, Mapping>>(var violations) -> refused(violations);
            case Checked.Valid<Map<String, Mapping>>(var mappings) -> {
              var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
              var sample = event == null ? target.sample(now) : object(event);
              var shown =
                  new Trial(connector, trial, now).show(target, mappings, sample, event == null);
              spec.commandLine().getOut().println(shown.text().stripTrailing());
              yield shown.code();
            }
          };
    };
  }

  private Checked<Connector> connector() throws IOException {
    if (!subject.endsWith(".yaml")) {
      return new Shelf(checkout).find(subject);
    }
    var file = Path.of(subject);
    return ConnectorLibrary.read(ConnectorFile.name(file), Files.readAllBytes(file));
  }

  private Target target(Connector connector) {
    if (audience != null) {
      return Target.ofAudience(connector, audience).orElseThrow(() -> wrong(connector));
    }
    var names = connector.actions().keySet();
    var name = action == null && names.size() == 1 ? names.iterator().next() : action;
    return Optional.ofNullable(name)
        .map(connector.actions()::get)
        .<Target>map(Target.Run::new)
        .orElseThrow(() -> wrong(connector));
  }

  private ParameterException wrong(Connector connector) {
    var words = new ArrayList<String>();
    connector.actions().keySet().forEach(name -> words.add("--action " + name));
    connector
        .audience()
        .ifPresent(sync -> {
          sync.create().ifPresent(_ -> words.add("--audience create"));
          words.add("--audience add");
          words.add("--audience remove");
        });
    return new ParameterException(
        spec.commandLine(),
        connector.name() + " can be tried with one of " + String.join(", ", words));
  }

  private static List<Setting> asked(Connector connector) {
    var asked = new ArrayList<>(connector.settings().values());
    connector.audience().ifPresent(sync -> asked.addAll(sync.settings().values()));
    return asked;
  }

  private static Json.Obj object(@Nullable Path file) throws IOException {
    if (file == null) {
      return Json.Obj.EMPTY;
    }
    if (YamlText.parse(Files.readAllBytes(file)) instanceof Json.Obj object) {
      return object;
    }
    throw new InvalidValue(file.toString(), "no YAML mapping");
  }

  private int refused(List<Violation> violations) {
    var err = spec.commandLine().getErr();
    violations.forEach(violation -> err.println(violation.path() + " " + violation.reason()));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
