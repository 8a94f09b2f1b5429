package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Containment;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return switch (AudienceReader.read(name, 1, spec)) {
      case Checked.Invalid<Rule.Audience>(var problems) -> problems;
      case Checked.Valid<Rule.Audience>(var audience) ->
          problems(audience).map(problem -> new Violation("spec.who", problem)).toList();
    };
  }

  /** What is wrong with what it names. */
  private Stream<String> problems(Rule.Audience audience) {
    var audiences = Containment.named(audience.who());
    var entities = audience.who().all().flatMap(Condition::entities).collect(Collectors.toSet());
    var traits = audience.who().all().flatMap(Condition::traits).collect(Collectors.toSet());
    if (audiences.isEmpty() && entities.isEmpty() && traits.isEmpty()) {
      return Stream.empty(); // It can be told without Kafka.
    }
    feed.catchUp();
    return Stream.of(
            containment(audience),
            Defined.entityTraits(feed, traits),
            entities.stream()
                .sorted()
                .filter(kind -> !Defined.isEntity(feed, kind))
                .map(kind -> kind + " names no Entity that is defined"))
        .flatMap(Function.identity());
  }

  private Stream<String> containment(Rule.Audience audience) {
    var defined =
        Defined.audiences(feed).collect(Collectors.toMap(Rule.Audience::name, Rule.Audience::who));
    return Containment.problems(
        audience.name(), audience.who(), name -> Optional.ofNullable(defined.get(name)))
        .stream();
  }

  @Override
  public List<Violation> usedBy(String name) {
    feed.catchUp();
    var users = new ArrayList<Violation>();
    Defined.audiences(feed)
        .filter(audience -> Containment.named(audience.who()).contains(name))
        .map(audience -> new Violation("Audience/" + audience.name(), "contains this audience"))
        .forEach(users::add);
    users.addAll(Users.destinations(feed, "audiences", name));
    return List.copyOf(users);
  }
}
