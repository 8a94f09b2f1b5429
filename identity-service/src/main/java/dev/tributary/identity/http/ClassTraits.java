package dev.tributary.identity.http;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.config.ProfileApiConfig.PlainTraits;
import dev.tributary.identity.domain.audience.Memberships;
import dev.tributary.identity.domain.audience.Memberships.Concluded;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.http.ProfileAnswers.TraitAnswer;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traits of a class: a profile's own, audiences ({@code true} for each the profile is in) and
 * computed traits, the last two as audience-service concludes them.
 */
@ApplicationScoped
class ClassTraits {

  private final Memberships memberships;
  private final TraitClass plain;

  @Inject
  ClassTraits(Memberships memberships, IdentityConfig config) {
    this(memberships, config.profileApi().plainTraits());
  }

  ClassTraits(Memberships memberships, PlainTraits plain) {
    this.memberships = memberships;
    this.plain = plain == PlainTraits.ALL ? TraitClass.ALL : TraitClass.OWN;
  }

  /** Which traits a caller wants. */
  enum TraitClass {
    OWN,
    AUDIENCE,
    COMPUTED_TRAIT,
    /** Where a name is in several classes, an audience's goes first, then a computed trait's. */
    ALL
  }

  /** A class as the caller spelt it, empty where none was named. */
  TraitClass named(String name) {
    return switch (name) {
      case "" -> plain;
      case "audience" -> TraitClass.AUDIENCE;
      case "computed_trait" -> TraitClass.COMPUTED_TRAIT;
      case "all" -> TraitClass.ALL;
      default -> throw ApiError.invalid("class is none of audience, computed_trait and all");
    };
  }

  SortedMap<String, TraitAnswer> of(Profile profile, TraitClass traitClass) {
    return switch (traitClass) {
      case OWN -> ProfileAnswers.traits(profile);
      case AUDIENCE -> audiences(concluded(profile.id()));
      case COMPUTED_TRAIT -> computed(concluded(profile.id()));
      case ALL -> {
        var concluded = concluded(profile.id());
        var all = ProfileAnswers.traits(profile);
        all.putAll(computed(concluded));
        all.putAll(audiences(concluded));
        yield all;
      }
    };
  }

  private Concluded concluded(ProfileId profile) {
    try {
      return memberships.of(profile);
    } catch (Unavailable _) {
      throw ApiError.audienceAway();
    }
  }

  private static SortedMap<String, TraitAnswer> audiences(Concluded concluded) {
    var audiences = new TreeMap<String, TraitAnswer>();
    concluded.audiences().forEach(name -> audiences.put(name, answer(Json.Bool.TRUE)));
    return audiences;
  }

  private static SortedMap<String, TraitAnswer> computed(Concluded concluded) {
    var computed = new TreeMap<String, TraitAnswer>();
    concluded.traits().forEach((name, value) -> computed.put(name, answer(value)));
    return computed;
  }

  /** No source set it, and audience-service does not tell since when it holds. */
  private static TraitAnswer answer(Json value) {
    return new TraitAnswer(value, Json.Null.VALUE, Json.Null.VALUE);
  }
}
