package dev.tributary.router.http;

import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.balance.LaneReport;
import dev.tributary.router.domain.balance.LaneReports;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what became of a destination's deliveries on this replica since it started. */
@Path("/api/v1/destinations/{name}/balance")
@Produces(MediaType.APPLICATION_JSON)
class BalanceResource {

  private final LaneReports reports;

  BalanceResource(LaneReports reports) {
    this.reports = reports;
  }

  @GET
  @RunOnVirtualThread
  @RolesAllowed(Roles.VIEWER)
  public BalanceWire balance(@PathParam("name") String name) {
    return reports
        .report(name)
        .map(report -> BalanceWire.of(name, report))
        .orElseThrow(
            () -> new Refusal(ProblemType.NOT_FOUND, "No destination of that name runs here"));
  }

  /**
   * The equation {@code matched = delivered + sum(discarded) + dead + pending}, and the lane's
   * state.
   *
   * @param lag records from the destination's position to the end of the stream; null where Kafka
   *     has not said where that is
   * @param unread of them those that were not read at all, by topic; empty where that is unknown
   */
  record BalanceWire(
      String destination,
      long version,
      String state,
      String detail,
      long matched,
      long delivered,
      Map<String, Long> discarded,
      long dead,
      long pending,
      @Nullable Long lag,
      Map<String, Long> unread) {

    static BalanceWire of(String name, LaneReport report) {
      var balance = report.balance();
      var behind = report.behind() instanceof Behind.Known known ? known : null;
      return new BalanceWire(
          name,
          report.version(),
          report.state().code(),
          report.state().detail(),
          balance.matched(),
          balance.delivered(),
          new TreeMap<>(balance.discarded()),
          balance.dead(),
          balance.pending(),
          behind == null ? null : behind.lag(),
          behind == null ? Map.of() : behind.unread());
    }
  }
}
