package dev.tributary.router.http;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.destination.DestinationReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Makes this service the owner of destinations, and says what is wrong with one. */
@ApplicationScoped
class DestinationKind implements OwnedKind {

  private final DefinitionsFeed feed;

  DestinationKind(DefinitionsFeed feed) {
    this.feed = feed;
  }

  @Override
  public Kind kind() {
    return Kind.DESTINATION;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    var violations = new ArrayList<>(DestinationReader.read(name, spec).problems());
    var audiences = SpecReader.of(spec).strings("audiences");
    var traits = SpecReader.of(spec).strings("traits");
    if (!audiences.isEmpty() || !traits.isEmpty()) {
      feed.catchUp();
      addMissing(violations, "spec.audiences", audiences, Kind.AUDIENCE);
      addMissing(violations, "spec.traits", traits, Kind.COMPUTED_TRAIT);
    }
    return violations;
  }

  private void addMissing(List<Violation> violations, String path, List<String> names, Kind kind) {
    var known = feed.all(kind).stream().map(definition -> definition.key().name()).toList();
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        violations.add(
            new Violation(path + "[" + i + "]", "names no " + kind.kindName() + " that exists"));
      }
    }
  }
}
