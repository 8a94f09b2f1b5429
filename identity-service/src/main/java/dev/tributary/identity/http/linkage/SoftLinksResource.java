package dev.tributary.identity.http.linkage;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.linkage.link.Promotion;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows who is probably the same customer, and takes a person's word on it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class SoftLinksResource {

  private final SoftLinkStore links;
  private final Promotion promotion;
  private final Profiles profiles;
  private final SecurityIdentity caller;
  private final Clock clock;

  SoftLinksResource(
      SoftLinkStore links,
      Promotion promotion,
      Profiles profiles,
      SecurityIdentity caller,
      Clock clock) {
    this.links = links;
    this.promotion = promotion;
    this.profiles = profiles;
    this.caller = caller;
    this.clock = clock;
  }

  /** By the profile's id, or by type:value. */
  @GET
  @Path("/profiles/{id}/soft-links")
  public byte[] list(@RestPath String id, @RestQuery @DefaultValue("0") String threshold) {
    double minimum = threshold(threshold);
    return LinkageWire.links(links.of(profile(id), minimum));
  }

  /** Makes the two profiles one. */
  @POST
  @Path("/soft-links/{id}/promote")
  @RolesAllowed(Roles.EDITOR)
  public byte[] promote(@RestPath String id) {
    var by = caller.getPrincipal().getName();
    return switch (promotion.promote(link(id), by, clock.instant())) {
      case PROMOTED -> JsonText.write(Json.object("outcome", Json.of("promoted")));
      case REFUSED ->
          throw new Refusal(
              ProblemType.CONFLICT, "A limit or a cut keeps the two apart; see the rules");
      case NO_LINK -> throw notFound();
    };
  }

  /** Says that the two are not one customer: no run links them again. */
  @POST
  @Path("/soft-links/{id}/reject")
  @RolesAllowed(Roles.EDITOR)
  public byte[] reject(@RestPath String id) {
    if (!links.reject(link(id), caller.getPrincipal().getName(), clock.instant())) {
      throw notFound();
    }
    return JsonText.write(Json.object("outcome", Json.of("rejected")));
  }

  private ProfileId profile(String id) {
    int colon = id.indexOf(':');
    var found =
        colon < 0
            ? profiles.find(profileId(id))
            : profiles.find(Identifier.of(id.substring(0, colon), id.substring(colon + 1)));
    return switch (found) {
      case Found.One(var profile) -> profile.id();
      case Found.Nobody _ -> throw new Refusal(ProblemType.NOT_FOUND, "No profile has that id");
      case Found.Several _ ->
          throw new Refusal(
              ProblemType.CONFLICT, "Several profiles share that; ask by one that is a profile's");
    };
  }

  private static ProfileId profileId(String id) {
    try {
      return new ProfileId(UUID.fromString(id));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("id", "neither a profile's id nor type:value");
    }
  }

  private static double threshold(String text) {
    try {
      double threshold = Double.parseDouble(text);
      if (threshold >= 0 && threshold <= 1) {
        return threshold;
      }
    } catch (NumberFormatException _) {
      // As wrong as a number out of bounds.
    }
    throw new InvalidValue("threshold", "not a number from 0 to 1");
  }

  private static UUID link(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw notFound();
    }
  }

  private static Refusal notFound() {
    return new Refusal(ProblemType.NOT_FOUND, "There is no soft link of that id, or not any more");
  }
}
