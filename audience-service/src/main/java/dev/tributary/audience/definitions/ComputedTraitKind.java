package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
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
    Audiences.defined(feed)
        .filter(audience -> audience.who().all().anyMatch(condition -> asks(condition, name)))
        .map(audience ->
            new Violation("Audience/" + audience.name(), "has a condition on this trait"))
        .forEach(users::add);
    users.addAll(Users.destinations(feed, "traits", name));
    return List.copyOf(users);
  }

  private static boolean asks(Condition condition, String trait) {
    return condition instanceof Condition.HasTrait(var name, _) && name.equals(trait);
  }
}
