package dev.tributary.audience.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.MembershipQueries.MemberPage;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * All members of an audience in one file, read page by page: who enters or leaves meanwhile may be
 * in it or not, everybody else is in it once.
 */
@Path("/api/v1/audiences/{name}/export")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class AudienceExportResource {

  private static final int MEMBERS_IN_A_PAGE = 1_000;

  private final MembershipQueries queries;
  private final ObjectWriter json;

  AudienceExportResource(MembershipQueries queries, ObjectMapper mapper) {
    this.queries = queries;
    this.json = mapper.writer();
  }

  @GET
  public Response get(@RestPath String name, @RestQuery @DefaultValue("ndjson") String format) {
    var wanted =
        MemberFormat.named(format)
            .orElseThrow(() -> new InvalidValue("format", "neither ndjson nor csv"));
    var first = page(name, ""); // before the answer begins, so that it can still be a refusal
    StreamingOutput members = out -> write(name, first, wanted, out);
    return Response.ok(members, wanted.mediaType())
        .header("Content-Disposition", "attachment")
        .build();
  }

  private void write(String name, MemberPage first, MemberFormat format, OutputStream out)
      throws IOException {
    out.write(format.header().getBytes(UTF_8));
    var page = first;
    while (true) {
      for (var member : page.members()) {
        out.write(format.of(MembersWire.Member.of(member), json).getBytes(UTF_8));
      }
      if (page.next().isEmpty()) {
        return;
      }
      page = page(name, page.next());
    }
  }

  private MemberPage page(String name, String after) {
    return queries
        .members(name, MEMBERS_IN_A_PAGE, after)
        .orElseThrow(() -> NotDefined.audience(name));
  }
}
