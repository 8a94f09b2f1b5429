package dev.tributary.audience.http;

import dev.tributary.audience.domain.preview.Previews;
import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.definitions.OwnedDefinitions;
import dev.tributary.platform.definitions.http.DefinitionBody;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Manifest;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;

/** What an audience would be that is not saved: a whole definition, or its spec alone. */
@Path("/api/v1/audiences/preview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudiencePreviewResource {

  /** No definition has it. */
  private static final String NAMELESS = "";

  private final Previews previews;
  private final OwnedDefinitions definitions;

  AudiencePreviewResource(Previews previews, OwnedDefinitions definitions) {
    this.previews = previews;
    this.definitions = definitions;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  public PreviewWire preview(@RestHeader("Content-Type") String mediaType, byte[] body) {
    return PreviewWire.of(previews.of(read(DefinitionBody.parse(mediaType, body))));
  }

  /** An audience of that name would have no paths of its own. */
  @PUT
  @RolesAllowed(Roles.EDITOR)
  public void define() {
    throw invalid(List.of(new Violation("metadata.name", "is not free: previews have it")));
  }

  private Rule.Audience read(Json document) {
    if (!(document instanceof Json.Obj given)) {
      throw invalid(List.of(new Violation("", "is not an object but " + document.typeName())));
    }
    if (given.field("spec").isEmpty()) {
      return audience(NAMELESS, given);
    }
    return switch (Manifest.read(given, Kind.AUDIENCE, name(given))) {
      case Checked.Invalid<Manifest>(var violations) -> throw invalid(violations);
      case Checked.Valid<Manifest>(var manifest) ->
          audience(manifest.key().name(), manifest.spec());
    };
  }

  private static String name(Json.Obj manifest) {
    return manifest.field("metadata").orElse(Json.Null.VALUE) instanceof Json.Obj metadata
            && metadata.field("name").orElse(Json.Null.VALUE) instanceof Json.Str(var name)
        ? name
        : NAMELESS;
  }

  private Rule.Audience audience(String name, Json.Obj spec) {
    var violations = definitions.kind(Kind.AUDIENCE.plural()).orElseThrow().validate(name, spec);
    if (violations.isEmpty()
        && AudienceReader.read(name, 1, spec) instanceof Checked.Valid<Rule.Audience>(var read)) {
      return read;
    }
    throw invalid(violations);
  }

  private static Refusal invalid(List<Violation> violations) {
    return new Refusal(ProblemType.INVALID_DEFINITION, "There can be no such audience", violations);
  }
}
