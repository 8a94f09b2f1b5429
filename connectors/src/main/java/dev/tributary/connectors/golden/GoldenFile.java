package dev.tributary.connectors.golden;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.golden.GoldenCase.Doing;
import java.util.ArrayList;
import java.util.List;

/**
 * The golden file of a connector. It is the proof that a person has looked at what goes out: {@link
 * #faults} of every shipped connector are none.
 */
public record GoldenFile(String connector, List<GoldenCase> cases) {

  public GoldenFile {
    cases = List.copyOf(cases);
  }

  /** Everything in which the connector and this file differ, for a person; empty where nothing. */
  public List<String> faults(Connector subject) {
    var faults = new ArrayList<String>();
    for (var each : cases) {
      GoldenComparison.differences(subject, each).stream()
          .map(difference -> "case '" + each.name() + "': " + difference)
          .forEach(faults::add);
    }
    faults.addAll(unshown(subject));
    return faults;
  }

  /** What the connector can do and no case shows. */
  private List<String> unshown(Connector subject) {
    if (!subject.reach().transport().isRequests()) {
      return List.of();
    }
    var wanted = new ArrayList<Doing>();
    subject.actions().keySet().forEach(action -> wanted.add(new Doing.Run(action)));
    subject
        .audience()
        .ifPresent(audience -> {
          audience.create().ifPresent(_ -> wanted.add(new Doing.Create()));
          wanted.add(new Doing.Add());
          wanted.add(new Doing.Remove());
        });
    cases.forEach(each -> wanted.remove(each.doing()));
    return wanted.stream().map(doing -> "no case shows what " + named(doing) + " sends").toList();
  }

  private static String named(Doing doing) {
    return switch (doing) {
      case Doing.Run(var action) -> "action " + action;
      case Doing.Create _ -> "audience: create";
      case Doing.Add _ -> "audience: add";
      case Doing.Remove _ -> "audience: remove";
    };
  }
}
