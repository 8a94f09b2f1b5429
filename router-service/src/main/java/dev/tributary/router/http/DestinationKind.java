package dev.tributary.router.http;

import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.address.AddressRules;
import dev.tributary.router.domain.destination.AudiencesReader;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.DestinationReader;
import dev.tributary.router.domain.destination.Endpoint;
import dev.tributary.router.domain.destination.TraitsReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes this service the owner of destinations, and says what is wrong with one. */
@ApplicationScoped
class DestinationKind implements OwnedKind {

  private final DefinitionsFeed feed;
  private final RouterConfig config;

  DestinationKind(DefinitionsFeed feed, RouterConfig config) {
    this.feed = feed;
    this.config = config;
  }

  @Override
  public Kind kind() {
    return Kind.DESTINATION;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    var violations = new ArrayList<Violation>();
    switch (DestinationReader.read(name, spec, ConnectorLibrary.SHIPPED)) {
      case Checked.Invalid<Destination>(var found) -> violations.addAll(found);
      case Checked.Valid<Destination>(var destination) -> {
        var connection = destination.connection();
        connection
            .plainUrl()
            .flatMap(url -> addressRefusal(Endpoint.parse(url).host()))
            .ifPresent(reason -> violations.add(new Violation("spec.settings.url", reason)));
        if (connection.isFiles() && config.warehouseDirectory().isEmpty()) {
          violations.add(
              new Violation(
                  "spec.connector",
                  "keeps files on the router's machine, which its operator has not allowed:"
                      + " tributary.router.warehouse-directory is not set"));
        }
      }
    }
    var audiences = AudiencesReader.names(spec);
    var traits = TraitsReader.names(spec);
    if (!audiences.isEmpty() || !traits.isEmpty()) {
      feed.catchUp();
      addMissing(violations, audiences, Kind.AUDIENCE);
      addMissing(violations, traits, Kind.COMPUTED_TRAIT);
    }
    return violations;
  }

  /** A literal address can be judged at once; a name only when it is connected to. */
  private Optional<String> addressRefusal(String host) {
    if (config.allowPrivateAddresses()) {
      return Optional.empty();
    }
    try {
      return AddressRules.refusal(InetAddress.ofLiteral(host))
          .map(kind -> "is an address no delivery may go to: " + kind);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a name
    }
  }

  private void addMissing(List<Violation> violations, Map<String, String> namesByPath, Kind kind) {
    var known =
        feed.all(kind).stream()
            .map(definition -> definition.key().name())
            .collect(Collectors.toSet());
    namesByPath.forEach((path, name) -> {
      if (!known.contains(name)) {
        violations.add(new Violation(path, "names no " + kind.kindName() + " that exists"));
      }
    });
  }
}
