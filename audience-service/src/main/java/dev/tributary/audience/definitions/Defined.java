package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import java.util.Set;
import java.util.stream.Stream;

/** What is defined, as far as this release can read it. */
final class Defined {

  private Defined() {}

  static Stream<Rule.Audience> audiences(DefinitionsFeed feed) {
    return of(Kind.AUDIENCE, feed, AudienceReader::read);
  }

  static Stream<Rule.ComputedTrait> computedTraits(DefinitionsFeed feed) {
    return of(Kind.COMPUTED_TRAIT, feed, ComputedTraitReader::read);
  }

  /** What is wrong with asking profiles for traits of these names: some are entities' traits. */
  static Stream<String> entityTraits(DefinitionsFeed feed, Set<String> names) {
    return computedTraits(feed)
        .filter(trait -> names.contains(trait.name()))
        .flatMap(trait ->
            trait.computation() instanceof Computation.OfMembers(var entity, _, _)
                ? Stream.of(
                    "asks a profile for " + trait.name() + ", which is a trait of " + entity)
                : Stream.empty());
  }

  /** Whether there are entities of a kind. Accounts are there without a definition. */
  static boolean isEntity(DefinitionsFeed feed, String kind) {
    return kind.equals(AudienceReader.ACCOUNTS)
        || feed.find(new DefinitionKey(Kind.ENTITY, kind)).isPresent();
  }

  /** Reads a spec of that name and version. */
  private interface Reader<R extends Rule> {
    Checked<R> read(String name, long version, Json.Obj spec);
  }

  private static <R extends Rule> Stream<R> of(Kind kind, DefinitionsFeed feed, Reader<R> reader) {
    return feed.all(kind).stream()
        .flatMap(definition ->
            reader.read(definition.key().name(), definition.version(), definition.spec())
                    instanceof Checked.Valid<R>(var rule)
                ? Stream.of(rule)
                : Stream.empty());
  }
}
