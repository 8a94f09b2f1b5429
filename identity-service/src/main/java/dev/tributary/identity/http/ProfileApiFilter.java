package dev.tributary.identity.http;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.profile.RequestBudget;
import dev.tributary.platform.json.JsonText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/**
 * What holds for every request to Segment's Profile API, whoever answers it: a limit, where one is
 * set, and a {@code Request-Id} on each answer, refusals included.
 */
@ApplicationScoped
class ProfileApiFilter {

  private static final String REQUEST_ID = "Request-Id";

  /** Before tokens are looked at, so that a flood costs little. */
  private static final int FIRST = 600;

  private final RequestBudget budget;
  private final boolean limited;
  private final Counter refusals;

  ProfileApiFilter(IdentityConfig config, MeterRegistry registry) {
    int perSecond = config.profileApi().requestsPerSecond();
    this.limited = perSecond > 0;
    this.budget = new RequestBudget(Math.max(1, perSecond), System.nanoTime());
    this.refusals = registry.counter("tributary.identity.profile.api.limited");
  }

  void register(@Observes Filters filters) {
    filters.register(this::pass, FIRST);
  }

  private void pass(RoutingContext context) {
    if (!context.normalizedPath().startsWith(BasicTokens.PATHS)) {
      context.next();
      return;
    }
    context.addHeadersEndHandler(_ -> identify(context));
    if (limited && !budget.admits(System.nanoTime())) {
      refusals.increment();
      refuse(context, ApiError.tooMany());
    } else {
      context.next();
    }
  }

  private static void identify(RoutingContext context) {
    var _ = context.response().headers().set(REQUEST_ID, UUID.randomUUID().toString());
  }

  private static void refuse(RoutingContext context, ApiError error) {
    var _ =
        context
            .response()
            .setStatusCode(error.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
            .putHeader(HttpHeaders.RETRY_AFTER, "1")
            .end(Buffer.buffer(JsonText.write(error.toJson())));
  }
}
