package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Computed traits: what is wrong with a spec, and which audiences and destinations need one. */
@ApplicationScoped
class ComputedTraitKind implements OwnedKind {

  private final DefinitionsFeed feed;

  ComputedTraitKind(DefinitionsFeed feed) {
    this.feed = feed;
  }

  @Override
  public Kind kind() {
    return Kind.COMPUTED_TRAIT;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return ComputedTraitReader.read(name, 1, spec).problems();
  }

  @Override
  public List<Violation> usedBy(String name) {
    feed.catchUp();
    var users = new ArrayList<Violation>();
    for (var definition : feed.all(Kind.AUDIENCE)) {
      if (AudienceReader.read(definition.key().name(), 1, definition.spec())
              instanceof Checked.Valid<Rule.Audience>(var audience)
          && names(audience.who(), name)) {
        users.add(new Violation(definition.key().text(), "has a condition on this trait"));
      }
    }
    users.addAll(Users.destinations(feed, "traits", name));
    return List.copyOf(users);
  }

  private static boolean names(Condition condition, String trait) {
    return switch (condition) {
      case Condition.Performed _, Condition.HasEntity _ -> false;
      case Condition.HasTrait(var name, _) -> name.equals(trait);
      case Condition.All(var all) -> all.stream().anyMatch(one -> names(one, trait));
      case Condition.Any(var any) -> any.stream().anyMatch(one -> names(one, trait));
      case Condition.Not(var inner) -> names(inner, trait);
    };
  }
}
