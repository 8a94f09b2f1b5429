package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import java.util.stream.Stream;

/** The audiences that are defined, as far as this release can read them. */
final class Audiences {

  private Audiences() {}

  static Stream<Rule.Audience> defined(DefinitionsFeed feed) {
    return feed.all(Kind.AUDIENCE).stream()
        .flatMap(definition ->
            AudienceReader.read(definition.key().name(), definition.version(), definition.spec())
                    instanceof Checked.Valid<Rule.Audience>(var audience)
                ? Stream.of(audience)
                : Stream.empty());
  }
}
