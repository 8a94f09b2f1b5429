package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.ingest.domain.usage.UsageStore.Usage;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What each source has sent, by month: events, and of how many people. */
@Path("/api/v1/usage")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
class UsageResource {

  private final UsageStore store;
  private final InstantSource clock = InstantSource.system();

  UsageResource(UsageStore store) {
    this.store = store;
  }

  /**
   * The usage from one month to another, both included.
   *
   * @param from such as {@code 2026-11}; the present month where it is not given
   * @param to likewise
   * @param source only of this one
   */
  @GET
  public UsageWire usage(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String source) {
    var present = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    var first = month("from", from, present);
    var last = month("to", to, present);
    return new UsageWire(
        store.between(first, last).stream()
            .filter(each -> source == null || each.source().equals(source))
            .map(MonthWire::of)
            .toList());
  }

  private static YearMonth month(String field, @Nullable String text, YearMonth otherwise) {
    try {
      return text == null ? otherwise : YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw new InvalidValue(field, "not a month like 2026-11");
    }
  }

  record UsageWire(List<MonthWire> usage) {}

  /**
   * A source's month.
   *
   * @param trackedUsers distinct user ids, and anonymous ids of events without one; 0.8 % standard
   *     error
   */
  record MonthWire(String source, String month, long events, long trackedUsers) {

    static MonthWire of(Usage usage) {
      return new MonthWire(usage.source(), usage.month().toString(), usage.events(), usage.users());
    }
  }
}
