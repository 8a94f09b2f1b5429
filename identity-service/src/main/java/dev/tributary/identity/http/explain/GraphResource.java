package dev.tributary.identity.http.explain;

import static dev.tributary.identity.http.GraphJson.array;
import static dev.tributary.identity.http.GraphJson.object;
import static dev.tributary.identity.http.GraphJson.origin;

import dev.tributary.identity.domain.explain.Explanation;
import dev.tributary.identity.domain.explain.Explanations;
import dev.tributary.identity.domain.explain.Picture;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.identity.http.GraphJson;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Shows the links that make a customer one, and why any two identifiers are one or are not. */
@Path("/api/v1/profiles/{id}/graph")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class GraphResource {

  private final Explanations explanations;
  private final RulesInForce rules;

  GraphResource(Explanations explanations, RulesInForce rules) {
    this.explanations = explanations;
    this.rules = rules;
  }

  /** The customer, or where both ends are given, what is between these. */
  @GET
  public byte[] graph(
      @RestPath String id, @RestQuery @Nullable String from, @RestQuery @Nullable String to) {
    if ((from == null) != (to == null)) {
      throw new InvalidValue(from == null ? "from" : "to", "missing beside the other end");
    }
    if (from != null && to != null) {
      return JsonText.write(explain(identifier("from", from), identifier("to", to)));
    }
    return JsonText.write(picture(find(id).orElseThrow(GraphResource::nobody)));
  }

  private Optional<Picture> find(String id) {
    if (id.indexOf(':') > 0) {
      return explanations.picture(identifier("id", id));
    }
    try {
      return explanations.picture(new ProfileId(UUID.fromString(id)));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("id", "neither a profile id nor type:value");
    }
  }

  private Json explain(Identifier from, Identifier to) {
    return switch (explanations.between(from, to)) {
      case Explanation.Together(var profile, var path) ->
          object(
              "together", Json.of(true),
              "profile", Json.of(profile.text()),
              "path", array(path, GraphJson::link));
      case Explanation.Apart(var one, var other, var keptApart, var cuts) ->
          object(
              "together", Json.of(false),
              "profiles", Json.arrayOf(Json.of(one.text()), Json.of(other.text())),
              "apart", array(keptApart, GraphJson::link),
              "cuts", array(cuts, cut -> Json.of(cut.value().toString())));
      case Explanation.Unknown _ -> throw nobody();
      case Explanation.TooFar(var profile) ->
          throw new Refusal(
              ProblemType.CONFLICT,
              "Both are of profile "
                  + profile.text()
                  + ", which is too large to find the links between them");
    };
  }

  private static Json picture(Picture picture) {
    return object(
        "profile", Json.of(picture.profile().text()),
        "version", Json.of(picture.version()),
        "nodes", array(picture.nodes(), GraphResource::node),
        "links", array(picture.joined(), GraphJson::link),
        "apart", array(picture.apart(), GraphJson::link),
        "truncated", Json.of(picture.truncated()));
  }

  private static Json node(Picture.Seen seen) {
    return GraphJson.identifier(seen.identifier()).with("first", origin(seen.first()));
  }

  private Identifier identifier(String field, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new InvalidValue(field, "not type:value, such as user_id:42");
    }
    try {
      return rules
          .current()
          .asRead(Identifier.of(text.substring(0, colon), text.substring(colon + 1)));
    } catch (InvalidValue e) {
      throw new InvalidValue(field, "not an identifier: " + e.field() + " " + e.reason());
    }
  }

  private static Refusal nobody() {
    return new Refusal(ProblemType.NOT_FOUND, "No profile has that identifier");
  }
}
