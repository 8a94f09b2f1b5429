package dev.tributary.identity.http;

import dev.tributary.identity.domain.audience.Memberships;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.http.ProfileAnswers.ProfileQuery;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traits of a class: audiences ({@code true} for each the profile is in) and computed traits,
 * as audience-service concludes them.
 */
@ApplicationScoped
class ClassTraits {

  private final Memberships memberships;

  ClassTraits(Memberships memberships) {
    this.memberships = memberships;
  }

  /** A traitClass as the caller spelt it. */
  enum TraitClass {
    AUDIENCE,
    COMPUTED_TRAIT;

    static TraitClass of(String name) {
      return switch (name) {
        case "audience" -> AUDIENCE;
        case "computed_trait" -> COMPUTED_TRAIT;
        default -> throw ApiError.invalid("class is neither audience nor computed_trait");
      };
    }
  }

  /** The traits whose names are asked for, all where none is. */
  Json answer(ProfileId profile, TraitClass traitClass, ProfileQuery query, String path) {
    var wanted = new TreeMap<String, Json>();
    traits(profile, traitClass)
        .forEach((name, value) -> {
          if (query.includes(name)) {
            wanted.put(name, value);
          }
        });
    var page =
        Page.of(
            wanted.entrySet().stream().toList(), Map.Entry::getKey, query.cursor(), query.limit());
    var traits = new LinkedHashMap<String, Json>();
    for (var trait : page.items()) {
      traits.put(trait.getKey(), query.verbose() ? verbose(trait.getValue()) : trait.getValue());
    }
    var fields = new LinkedHashMap<String, Json>();
    fields.put("traits", new Json.Obj(traits));
    fields.put("cursor", page.cursor(path));
    return new Json.Obj(fields);
  }

  private Map<String, Json> traits(ProfileId profile, TraitClass traitClass) {
    try {
      var concluded = memberships.of(profile);
      return switch (traitClass) {
        case AUDIENCE -> {
          Map<String, Json> audiences = new TreeMap<>();
          concluded.audiences().forEach(name -> audiences.put(name, Json.Bool.TRUE));
          yield audiences;
        }
        case COMPUTED_TRAIT -> concluded.traits();
      };
    } catch (Unavailable _) {
      throw ApiError.audienceAway();
    }
  }

  /** No source set it, and audience-service does not tell since when it holds. */
  private static Json verbose(Json value) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("value", value);
    fields.put("source_id", Json.Null.VALUE);
    fields.put("updated_at", Json.Null.VALUE);
    return new Json.Obj(fields);
  }
}
