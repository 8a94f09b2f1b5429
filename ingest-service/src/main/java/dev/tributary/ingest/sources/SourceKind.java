package dev.tributary.ingest.sources;

import dev.tributary.ingest.domain.source.SourceSpec;
import dev.tributary.ingest.domain.webhook.WebhookReader;
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
  private final WebhookReader webhooks;

  SourceKind(DefinitionsFeed feed, SourcesInForce sources, WebhookReader webhooks) {
    this.webhooks = webhooks;
    this.feed = feed;
    this.sources = sources;
  }

  @Override
  public Kind kind() {
    return Kind.SOURCE;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return switch (SourceSpec.read(spec, webhooks)) {
      case Invalid<SourceSpec>(var violations) -> violations;
      case Valid<SourceSpec>(var source) -> {
        feed.catchUp();
        yield sources.book().clashesOf(name, source);
      }
    };
  }
}
