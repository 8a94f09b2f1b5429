package dev.tributary.ingest.sources;

import dev.tributary.ingest.domain.source.SourceSpec;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Checked.Invalid;
import dev.tributary.platform.domain.definition.Checked.Valid;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The rules of Source definitions. */
@ApplicationScoped
class SourceKind implements OwnedKind {

  private final DefinitionsFeed feed;
  private final SourcesInForce sources;

  SourceKind(DefinitionsFeed feed, SourcesInForce sources) {
    this.feed = feed;
    this.sources = sources;
  }

  @Override
  public Kind kind() {
    return Kind.SOURCE;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return switch (SourceSpec.read(spec)) {
      case Invalid<SourceSpec>(var violations) -> violations;
      case Valid<SourceSpec>(var source) -> {
        feed.catchUp();
        yield sources.book().clashesOf(name, source);
      }
    };
  }
}
