package dev.tributary.identity.domain.search;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.BatchedProfiles;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.UUID;

/** Finds profiles for people who look somebody up. Every search is answered from indices alone. */
public record ProfileSearch(BatchedProfiles profiles, TraitIndex traits, RulesInForce rules) {

  /**
   * Some of what was found, by an order of its own.
   *
   * @param next place of the last one looked at; empty where there are no more
   */
  public record Hits(List<Profile> profiles, Optional<UUID> next) {

    public Hits {
      profiles = List.copyOf(profiles);
    }
  }

  /**
   * Whoever has a text as an identifier: of any type the rules name, as {@code type:value} of any
   * type at all, or as the profile's id. An identifier that several share finds none of them.
   */
  public Hits byIdentifier(String text, UUID after, int limit) {
    var found = new TreeMap<ProfileId, Profile>();
    for (var answer : profiles.find(List.copyOf(questions(text)))) {
      switch (answer) {
        case Found.One(var profile) -> found.put(profile.id(), profile);
        case Found.Nobody _, Found.Several _ -> {}
      }
    }
    var rest = List.copyOf(found.tailMap(new ProfileId(after), false).values());
    return rest.size() <= limit
        ? new Hits(rest, Optional.empty())
        : new Hits(rest.subList(0, limit), Optional.of(rest.get(limit - 1).id().value()));
  }

  /**
   * Whose trait has a value now, given as text: {@code 30} finds the number and the string. A page
   * may be shorter than its limit, and still not be the last.
   */
  public Hits byTrait(String name, String text, UUID after, int limit) {
    var values = values(text);
    var candidates = traits.candidates(name, values, after, limit + 1);
    boolean more = candidates.size() > limit;
    var looked = more ? candidates.subList(0, limit) : candidates;
    var questions =
        looked.stream().<Question>map(candidate -> new ById(candidate.profile())).toList();
    var hits = new ArrayList<Profile>();
    for (var answer : profiles.find(questions)) {
      if (answer instanceof Found.One(var profile) && has(profile, name, values)) {
        hits.add(profile);
      }
    }
    return new Hits(hits, more ? Optional.of(looked.getLast().place()) : Optional.empty());
  }

  private SequencedSet<Question> questions(String text) {
    var questions = new LinkedHashSet<Question>();
    for (var type : rules.current().types()) {
      questions.add(new ByIdentifier(new Identifier(type.type(), text)));
    }
    int colon = text.indexOf(':');
    if (colon > 0 && colon < text.length() - 1) {
      typed(text.substring(0, colon), text.substring(colon + 1)).ifPresent(questions::add);
    }
    try {
      questions.add(new ById(new ProfileId(UUID.fromString(text))));
    } catch (IllegalArgumentException _) {
      // Not an id.
    }
    return questions;
  }

  private static Optional<Question> typed(String type, String value) {
    try {
      return Optional.of(new ByIdentifier(new Identifier(new IdentifierType(type), value)));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }

  private static List<Json> values(String text) {
    var values = new ArrayList<Json>();
    values.add(Json.of(text));
    switch (text) {
      case "true" -> values.add(Json.Bool.TRUE);
      case "false" -> values.add(Json.Bool.FALSE);
      default -> number(text).ifPresent(values::add);
    }
    return values;
  }

  private static Optional<Json> number(String text) {
    try {
      return Optional.of(new Json.Num(new BigDecimal(text)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean has(Profile profile, String name, List<Json> values) {
    return profile.traits().stream()
        .anyMatch(trait -> trait.name().equals(name) && values.contains(trait.value()));
  }
}
