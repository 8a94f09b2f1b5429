package dev.tributary.platform.definitions.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.definitions.OwnedDefinitions;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.ChangeOutcome;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionChange;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Manifest;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The admin API for the kinds of definitions this service owns. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DefinitionsResource {

  private static final String ORIGIN = "X-Tributary-Origin";

  private final OwnedDefinitions definitions;
  private final SecurityIdentity caller;
  private final Clock clock = Clock.systemUTC();

  DefinitionsResource(OwnedDefinitions definitions, SecurityIdentity caller) {
    this.definitions = definitions;
    this.caller = caller;
  }

  @GET
  @Path("{plural}")
  @RolesAllowed(Roles.VIEWER)
  public DefinitionWire.Page list(@RestPath String plural) {
    var all = definitions.all(owned(plural).kind());
    return new DefinitionWire.Page(all.stream().map(DefinitionWire::of).toList());
  }

  @GET
  @Path("{plural}/{name}")
  @RolesAllowed(Roles.VIEWER)
  public DefinitionWire get(@RestPath String plural, @RestPath String name) {
    var key = new DefinitionKey(owned(plural).kind(), name);
    return definitions.current(key).map(DefinitionWire::of).orElseThrow(() -> notFound(key));
  }

  @GET
  @Path("{plural}/{name}/versions")
  @RolesAllowed(Roles.VIEWER)
  public DefinitionWire.Page versions(@RestPath String plural, @RestPath String name) {
    var key = new DefinitionKey(owned(plural).kind(), name);
    var versions = definitions.versions(key);
    if (versions.isEmpty()) {
      throw notFound(key);
    }
    return new DefinitionWire.Page(versions.stream().map(DefinitionWire::of).toList());
  }

  @PUT
  @Path("{plural}/{name}")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Roles.EDITOR)
  public DefinitionWire put(
      @RestPath String plural,
      @RestPath String name,
      @RestHeader(ORIGIN) String origin,
      @RestHeader("Content-Type") String mediaType,
      byte[] body) {
    var from = origin(origin);
    var manifest = read(owned(plural), name, DefinitionBody.parse(mediaType, body));
    var change =
        new DefinitionChange.Write(
            manifest.key(), manifest.spec(), from, author(), clock.instant());
    return switch (definitions.apply(change)) {
      case ChangeOutcome.Changed(var version) -> DefinitionWire.of(version);
      case ChangeOutcome.Same(var version) -> DefinitionWire.of(version);
      case ChangeOutcome.ReadOnly(var owner) -> throw readOnly(owner);
      case ChangeOutcome.Absent _ -> throw notFound(manifest.key());
    };
  }

  @POST
  @Path("{plural}/{name}/validate")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Roles.VIEWER)
  public DefinitionWire.Validated validate(
      @RestPath String plural,
      @RestPath String name,
      @RestHeader("Content-Type") String mediaType,
      byte[] body) {
    read(owned(plural), name, DefinitionBody.parse(mediaType, body));
    return new DefinitionWire.Validated(true);
  }

  @DELETE
  @Path("{plural}/{name}")
  @RolesAllowed(Roles.EDITOR)
  public void delete(
      @RestPath String plural, @RestPath String name, @RestHeader(ORIGIN) String origin) {
    var from = origin(origin);
    var kind = owned(plural);
    var key = new DefinitionKey(kind.kind(), name);
    if (definitions.current(key).isEmpty()) {
      throw notFound(key);
    }
    var users = kind.usedBy(name);
    if (!users.isEmpty()) {
      throw new Refusal(ProblemType.CONFLICT, "Other definitions need " + key.text(), users);
    }
    switch (definitions.apply(new DefinitionChange.Delete(key, from, author(), clock.instant()))) {
      case ChangeOutcome.Changed _, ChangeOutcome.Same _ -> {}
      case ChangeOutcome.Absent _ -> throw notFound(key);
      case ChangeOutcome.ReadOnly(var owner) -> throw readOnly(owner);
    }
  }

  private OwnedKind owned(String plural) {
    return definitions
        .kind(plural)
        .orElseThrow(() ->
            new Refusal(
                ProblemType.NOT_FOUND,
                "No kind of definition of that name is owned by this service"));
  }

  private static Manifest read(OwnedKind kind, String name, Json document) {
    var checked = Manifest.read(document, kind.kind(), name);
    var violations =
        switch (checked) {
          case Checked.Valid<Manifest>(var manifest) -> kind.validate(name, manifest.spec());
          case Checked.Invalid<Manifest>(var found) -> found;
        };
    if (checked instanceof Checked.Valid<Manifest>(var manifest) && violations.isEmpty()) {
      return manifest;
    }
    throw invalid(violations);
  }

  private static Refusal invalid(List<Violation> violations) {
    int count = violations.size();
    return new Refusal(
        ProblemType.INVALID_DEFINITION,
        count + (count == 1 ? " thing is" : " things are") + " wrong; the version in force stays",
        violations);
  }

  private static Origin origin(@org.jspecify.annotations.Nullable String header) {
    return switch (header == null ? "api" : header.toLowerCase(Locale.ROOT)) {
      case "api" -> Origin.API;
      case "file" -> Origin.FILE;
      case "kubernetes" -> Origin.KUBERNETES;
      default -> throw new InvalidValue(ORIGIN, "not api, file or kubernetes");
    };
  }

  private String author() {
    return caller.getPrincipal().getName();
  }

  private static Refusal notFound(DefinitionKey key) {
    return new Refusal(ProblemType.NOT_FOUND, key.text() + " is not defined");
  }

  private static Refusal readOnly(Origin owner) {
    var home =
        switch (owner) {
          case FILE -> "a file; change it there and apply it again";
          case KUBERNETES -> "Kubernetes; change the resource there";
          case API -> "the API";
        };
    return new Refusal(ProblemType.CONFLICT, "The definition comes from " + home);
  }
}
