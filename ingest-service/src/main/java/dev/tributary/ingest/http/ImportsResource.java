package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.bulk.Import;
import dev.tributary.ingest.domain.bulk.Import.Format;
import dev.tributary.ingest.domain.bulk.Import.Progress;
import dev.tributary.ingest.domain.bulk.ImportStore;
import dev.tributary.ingest.domain.bulk.Importing;
import dev.tributary.ingest.domain.bulk.Importing.Taken;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Takes files of past events, part by part. */
@Path("/api/v1")
@RunOnVirtualThread
class ImportsResource {

  private final ImportStore store;
  private final Importing importing;
  private final Sources sources;
  private final InstantSource clock = InstantSource.system();

  ImportsResource(ImportStore store, Importing importing, Sources sources) {
    this.store = store;
    this.importing = importing;
    this.sources = sources;
  }

  /** Begins an import, of which nothing is taken yet. */
  @POST
  @Path("/sources/{name}/imports")
  @RolesAllowed(Roles.EDITOR)
  @ResponseStatus(201)
  public ImportWire begin(@RestPath String name, @RestQuery @DefaultValue("ndjson") String format) {
    requireSource(name);
    var begun = new Import(UUID.randomUUID(), name, Format.named(format), "", Progress.NONE);
    store.create(begun);
    return ImportWire.of(begun);
  }

  /** The imports of a source, the newest first. */
  @GET
  @Path("/sources/{name}/imports")
  @RolesAllowed(Roles.VIEWER)
  public ImportsWire imports(@RestPath String name) {
    return new ImportsWire(store.of(name).stream().map(ImportWire::of).toList());
  }

  /** How far an import is. */
  @GET
  @Path("/imports/{id}")
  @RolesAllowed(Roles.VIEWER)
  public ImportWire progress(@RestPath String id) {
    return ImportWire.of(known(id));
  }

  /**
   * Takes a part of the file.
   *
   * @param offset where in the file it begins: {@code bytes} of the last answer
   * @param last whether the file ends with it
   * @param part at most 8 MB; what follows its last line end is to be sent again
   */
  @PUT
  @Path("/imports/{id}")
  @RolesAllowed(Roles.EDITOR)
  @Consumes(MediaType.WILDCARD)
  public ImportWire take(
      @RestPath String id,
      @RestQuery @DefaultValue("0") long offset,
      @RestQuery @DefaultValue("false") boolean last,
      byte[] part) {
    var known = known(id);
    requireSource(known.source());
    return switch (importing.take(known, offset, part, last, clock.millis())) {
      case Taken.Advanced(var now) -> ImportWire.of(now);
      case Taken.Elsewhere(var now) ->
          throw new Refusal(
              ProblemType.CONFLICT,
              now.progress().complete()
                  ? "The import is complete"
                  : "The next part begins at byte " + now.progress().bytes());
      case Taken.Refused(var now, var reason) ->
          throw new Refusal(
              ProblemType.INVALID_VALUE,
              reason,
              List.of(new Violation("byte " + now.progress().bytes(), reason)));
    };
  }

  private Import known(String id) {
    try {
      return store.find(UUID.fromString(id)).orElseThrow(ImportsResource::notThere);
    } catch (IllegalArgumentException _) {
      throw notThere();
    }
  }

  private static Refusal notThere() {
    return new Refusal(ProblemType.NOT_FOUND, "There is no such import");
  }

  private void requireSource(String name) {
    if (sources.named(name).isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is no source " + name);
    }
  }

  record ImportsWire(List<ImportWire> imports) {}

  /**
   * An import.
   *
   * @param bytes of the file that are taken
   * @param accepted events; {@code rejected} ones are kept aside
   */
  record ImportWire(
      String id,
      String source,
      String format,
      long bytes,
      long accepted,
      long rejected,
      boolean complete) {

    static ImportWire of(Import each) {
      var progress = each.progress();
      return new ImportWire(
          each.id().toString(),
          each.source(),
          each.format().formatName(),
          progress.bytes(),
          progress.accepted(),
          progress.rejected(),
          progress.complete());
    }
  }
}
