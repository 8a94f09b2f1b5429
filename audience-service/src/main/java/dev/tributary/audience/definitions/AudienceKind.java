package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Audiences: what is wrong with a spec, and which destinations need one. */
@ApplicationScoped
class AudienceKind implements OwnedKind {

  private final DefinitionsFeed feed;

  AudienceKind(DefinitionsFeed feed) {
    this.feed = feed;
  }

  @Override
  public Kind kind() {
    return Kind.AUDIENCE;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return AudienceReader.read(name, 1, spec).problems();
  }

  @Override
  public List<Violation> usedBy(String name) {
    feed.catchUp();
    return Users.destinations(feed, "audiences", name);
  }
}
