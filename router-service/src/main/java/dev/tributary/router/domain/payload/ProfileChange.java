package dev.tributary.router.domain.payload;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something a definition concluded about a profile, or about an account or a household, as it is
 * told to destinations.
 *
 * @param profileId of an entity its kind, a slash and its id, which is no profile's
 * @param definition name of the audience or computed trait
 * @param version counts the changes of this profile and definition
 * @param identifiers every identifier of the profile then
 */
public record ProfileChange(
    String profileId,
    String definition,
    long definitionVersion,
    long version,
    News news,
    Instant at,
    List<Identifier> identifiers) {

  public ProfileChange {
    identifiers = List.copyOf(identifiers);
  }

  /** A way to name the profile, for instance {@code user_id}. */
  public record Identifier(String type, String value) {}

  /** What is new. */
  public sealed interface News {

    /** Entered an audience, or left it. */
    record Membership(boolean member) implements News {}

    /** A computed trait has this value; {@code null} where it has none any more. */
    record TraitValue(Json value) implements News {}

    /**
     * The same of an entity.
     *
     * @param entity its kind, for instance {@code accounts}
     */
    record EntityTraitValue(String entity, String entityId, Json value) implements News {}
  }

  /** The first identifier of a type. */
  public Optional<String> identifier(String type) {
    return identifiers.stream()
        .filter(identifier -> identifier.type().equals(type))
        .map(Identifier::value)
        .findFirst();
  }
}
