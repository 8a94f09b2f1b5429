package dev.tributary.identity.http.cut;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.CutArchive;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.explain.Explanation;
import dev.tributary.identity.domain.explain.Explanations;
import dev.tributary.identity.domain.explain.SeenLink;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Takes customers apart on the word of a person, shows who said so, and takes that word back. An
 * answer is given when everything is stored, together with what others are to be told.
 */
@Path("/api/v1/cuts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CutsResource {

  static final int PAGE = 50;

  private final Cuts cuts;
  private final CutArchive archive;
  private final Lifting lifting;
  private final Explanations explanations;
  private final SecurityIdentity caller;
  private final CutMetrics metrics;
  private final RulesInForce rules;

  CutsResource(
      Cuts cuts,
      CutArchive archive,
      Lifting lifting,
      Explanations explanations,
      SecurityIdentity caller,
      CutMetrics metrics,
      RulesInForce rules) {
    this.cuts = cuts;
    this.archive = archive;
    this.lifting = lifting;
    this.explanations = explanations;
    this.caller = caller;
    this.metrics = metrics;
    this.rules = rules;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.EDITOR)
  public RestResponse<byte[]> cut(byte[] body) {
    var asked = CutRequest.cut(body, rules.current());
    var id = new CutId(UUID.randomUUID());
    var author = caller.getPrincipal().getName();
    return switch (cuts.make(new Cut(id, asked.between(), author, asked.reason()))) {
      case Cut.Outcome.Separated(var cut, var profiles) -> {
        metrics.cut("separated");
        yield made(cut, CutAnswers.separated(cut, profiles));
      }
      case Cut.Outcome.StillTogether(var cut, var profile) -> {
        metrics.cut("still_together");
        yield made(cut, CutAnswers.stillTogether(cut, profile, path(asked.between())));
      }
      case Cut.Outcome.Nothing(var reason) -> {
        metrics.cut("nothing");
        throw new Refusal(ProblemType.CONFLICT, "There is nothing to cut. " + reason);
      }
    };
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  public byte[] list(
      @RestQuery @Nullable String profile,
      @RestQuery @Nullable String after,
      @RestQuery @Nullable String limit) {
    int most = limit == null ? PAGE : limit(limit);
    var from = Optional.ofNullable(after).map(text -> new CutId(uuid("after", text)));
    var found =
        profile == null
            ? archive.all(from, most + 1)
            : archive.of(new ProfileId(uuid("profile", profile)), from, most + 1);
    boolean more = found.size() > most;
    return JsonText.write(CutAnswers.page(more ? found.subList(0, most) : found, more));
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  public byte[] get(@RestPath String id) {
    var cut = archive.find(new CutId(uuid("id", id))).orElseThrow(CutsResource::notFound);
    return JsonText.write(CutAnswers.cut(cut));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.EDITOR)
  public byte[] lift(@RestPath String id, @RestQuery @Nullable String rejoin) {
    var cut = new CutId(uuid("id", id));
    boolean joins = rejoin == null || truth(rejoin);
    var answer = lifting.lift(cut, joins).orElseThrow(CutsResource::notFound);
    metrics.cut("lifted");
    return JsonText.write(answer);
  }

  /** What holds the ends of a cut link together still; nothing where even that is gone by now. */
  private List<SeenLink> path(Cut.Between between) {
    return switch (between) {
      case Cut.Link(var one, var other)
          when explanations.between(one, other) instanceof Explanation.Together together ->
          together.path();
      case Cut.Link _, Cut.Away _ -> List.of();
    };
  }

  private static RestResponse<byte[]> made(CutId cut, Json answer) {
    return RestResponse.ResponseBuilder.<byte[]>create(201)
        .entity(JsonText.write(answer))
        .header(HttpHeaders.LOCATION, "/api/v1/cuts/" + cut.value())
        .build();
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PAGE) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // As wrong as a number out of bounds.
    }
    throw new InvalidValue("limit", "not a number between 1 and " + PAGE);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValue("rejoin", "not true or false");
    };
  }

  private static UUID uuid(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidValue(field, "not an id");
    }
  }

  private static Refusal notFound() {
    return new Refusal(ProblemType.NOT_FOUND, "There is no such cut, or it was lifted");
  }
}
