package dev.tributary.identity.http;

import dev.tributary.identity.domain.profile.AnswerCache;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.json.JsonText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers a read of the Profile API on the event loop, where the same question was answered before
 * and the answer still holds. Who may read is for the house's own mechanisms to say. Whatever else
 * it is, {@link ProfilesResource} answers.
 */
@ApplicationScoped
class QuickReads {

  private static final String PROFILES = "/v1/spaces/default/collections/users/profiles/";
  private static final String JSON = "application/json";
  private static final int AFTER_AUTHORIZATION = 50;

  /** The names by which a path is counted among the requests, as that of the resource is. */
  private static final String PATH_TEMPLATE = "UrlPathTemplate";

  private static final String TEMPLATE =
      "/v1/spaces/{space}/collections/{collection}/profiles/{id}/";

  private final AnswerCache answers;
  private final IdentityProviderManager identities;
  private final Counter near;
  private final Counter shared;
  private final Counter missed;

  QuickReads(AnswerCache answers, IdentityProviderManager identities, MeterRegistry metrics) {
    this.answers = answers;
    this.identities = identities;
    this.near = counter(metrics, "near");
    this.shared = counter(metrics, "shared");
    this.missed = counter(metrics, "missed");
  }

  void register(@Observes Filters filters) {
    filters.register(this::answer, AFTER_AUTHORIZATION);
  }

  private void answer(RoutingContext context) {
    var list = list(context.request());
    if (list.isEmpty()) {
      context.next();
      return;
    }
    // Quarkus would answer a failed authentication itself, in other words than the resource's.
    BiConsumer<RoutingContext, Throwable> usual = context.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
    BiConsumer<RoutingContext, Throwable> here = (_, _) -> {};
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, here);
    var _ =
        QuarkusHttpUser.getSecurityIdentity(context, identities)
            .subscribe()
            .with(
                caller -> {
                  context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, usual);
                  if (mayRead(caller)) {
                    find(context, list.get());
                  } else {
                    context.next();
                  }
                },
                failure -> {
                  if (failure instanceof AuthenticationFailedException) {
                    refuse(context);
                  } else {
                    context.fail(failure);
                  }
                });
  }

  private void find(RoutingContext context, String list) {
    var question = context.request().uri();
    var answer = answers.near(question);
    if (answer.isPresent()) {
      near.increment();
      end(context, list, answer.get());
      return;
    }
    var _ =
        answers
            .shared(question)
            .thenAccept(found -> {
              if (found.isPresent()) {
                shared.increment();
                end(context, list, found.get());
              } else {
                missed.increment();
                context.next();
              }
            });
  }

  private static void end(RoutingContext context, String list, byte[] answer) {
    var here = Vertx.currentContext();
    if (here != null) {
      here.putLocal(PATH_TEMPLATE, TEMPLATE + list);
    }
    var _ = context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(answer));
  }

  /** As the resource refuses. */
  private static void refuse(RoutingContext context) {
    var error = ApiError.unauthenticated();
    var _ =
        context
            .response()
            .setStatusCode(error.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
            .putHeader("WWW-Authenticate", "Basic")
            .end(Buffer.buffer(JsonText.write(error.toJson())));
  }

  /** Which list is read; empty where it is none, or not read in the usual way. */
  private static Optional<String> list(HttpServerRequest request) {
    var uri = request.uri();
    if (!uri.startsWith(PROFILES)
        || !request.method().equals(HttpMethod.GET)
        || !takesJson(request.getHeader(HttpHeaders.ACCEPT))) {
      return Optional.empty();
    }
    int query = uri.indexOf('?');
    var path = query < 0 ? uri : uri.substring(0, query);
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "traits" -> Optional.of("traits");
      case "external_ids" -> Optional.of("external_ids");
      case "metadata" -> Optional.of("metadata");
      default -> Optional.empty();
    };
  }

  /** Where a header weighs its types, the resource looks closer. */
  private static boolean takesJson(@Nullable String accept) {
    return accept == null
        || (accept.indexOf(';') < 0 && (accept.contains("*/*") || accept.contains(JSON)));
  }

  private static boolean mayRead(@Nullable SecurityIdentity caller) {
    return caller != null && caller.hasRole(Roles.VIEWER);
  }

  private static Counter counter(MeterRegistry metrics, String outcome) {
    return metrics.counter("tributary.identity.quick.reads", "outcome", outcome);
  }
}
