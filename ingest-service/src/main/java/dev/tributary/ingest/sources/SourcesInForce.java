package dev.tributary.ingest.sources;

import dev.tributary.ingest.domain.oauth.OAuth;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.SourceBook;
import dev.tributary.ingest.domain.source.SourceSpec;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.domain.webhook.WebhookReader;
import dev.tributary.platform.definitions.DefinitionListener;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked.Invalid;
import dev.tributary.platform.domain.definition.Checked.Valid;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keeps the book of sources as the definitions say; swapped as a whole, so readers never wait. */
@Singleton
class SourcesInForce implements Sources, DefinitionListener {

  private static final Logger LOG = Logger.getLogger(SourcesInForce.class);

  private final DefinitionsFeed feed;
  private final WebhookReader webhooks;

  private volatile SourceBook book = SourceBook.EMPTY;

  SourcesInForce(DefinitionsFeed feed, WebhookReader webhooks) {
    this.feed = feed;
    this.webhooks = webhooks;
  }

  @Override
  public boolean areKnown() {
    return feed.loaded();
  }

  @Override
  public Optional<Source> withKey(String writeKey) {
    return book.withKey(writeKey);
  }

  @Override
  public Optional<Source> named(String name) {
    return book.named(name);
  }

  @Override
  public List<OAuth> oauths() {
    return book.oauths();
  }

  @Override
  public Optional<String> keyOfPath(String alias) {
    return book.keyOfPath(alias);
  }

  SourceBook book() {
    return book;
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.SOURCE);
  }

  @Override
  public void changed(Definition definition) {
    var name = definition.key().name();
    switch (SourceSpec.read(definition.spec(), webhooks)) {
      case Valid<SourceSpec>(var spec) -> {
        if (!book.clashesOf(name, spec).isEmpty()) {
          LOG.warnf(
              "Source %s shares a write key or path with another; give one of them a new one",
              name);
        }
        book = book.with(name, spec);
      }
      case Invalid<SourceSpec> _ ->
          LOG.warnf(
              "Version %d of source %s cannot be read here and is ignored; upgrade this service",
              definition.version(), name);
    }
  }

  @Override
  public void deleted(DefinitionKey key) {
    book = book.without(key.name());
  }
}
