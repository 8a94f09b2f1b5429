package dev.tributary.identity.http.search;

import dev.tributary.identity.domain.identifier.Texts;
import dev.tributary.identity.domain.search.ProfileSearch;
import dev.tributary.identity.domain.search.ProfileSearch.Hits;
import dev.tributary.identity.domain.search.TraitIndex;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.json.JsonText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Looks profiles up by an identifier, of whichever type, or by the value of a trait.
 *
 * <p>The class has the short path that others share: a longer one would hide what they answer
 * beneath it.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class SearchResource {

  private static final int MOST = 100;

  private final ProfileSearch search;

  SearchResource(ProfileSearch search) {
    this.search = search;
  }

  /** By {@code query}, or by {@code trait} and {@code value}. */
  @GET
  @Path("/profiles")
  public byte[] search(
      @RestQuery @Nullable String query,
      @RestQuery @Nullable String trait,
      @RestQuery @Nullable String value,
      @RestQuery @DefaultValue("") String limit,
      @RestQuery @DefaultValue("") String cursor) {
    return JsonText.write(
        SearchAnswers.hits(find(query, trait, value, limit(limit), place(cursor))));
  }

  private Hits find(
      @Nullable String query,
      @Nullable String trait,
      @Nullable String value,
      int limit,
      UUID after) {
    if (query != null && trait == null && value == null) {
      return search.byIdentifier(storable("query", query), after, limit);
    }
    if (query == null && trait != null && value != null) {
      return search.byTrait(storable("trait", trait), storable("value", value), after, limit);
    }
    throw new InvalidValue("query", "to be given alone, or else trait and value");
  }

  private static String storable(String field, String text) {
    if (!Texts.isStorable(text)) {
      throw new InvalidValue(field, "not text that anything could have");
    }
    if (field.equals("value") && text.length() > TraitIndex.MAX_LENGTH) {
      throw new InvalidValue(field, "longer than " + TraitIndex.MAX_LENGTH + " characters");
    }
    return text;
  }

  private static int limit(String text) {
    try {
      int limit = text.isEmpty() ? 20 : Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // As wrong as a number out of bounds.
    }
    throw new InvalidValue("limit", "not a number between 1 and " + MOST);
  }

  private static UUID place(String cursor) {
    try {
      return cursor.isEmpty() ? TraitIndex.START : UUID.fromString(cursor);
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("cursor", "not one that a search gave");
    }
  }
}
