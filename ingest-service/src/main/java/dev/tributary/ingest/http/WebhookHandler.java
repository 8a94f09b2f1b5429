package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.source.Source;
import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.domain.webhook.Webhook;
import dev.tributary.ingest.domain.webhook.Webhook.Made;
import dev.tributary.ingest.domain.webhook.WebhookCall;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.secret.Secrets;
import dev.tributary.platform.domain.secret.Secrets.Found.Present;
import dev.tributary.platform.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes what other tools send in their own shapes. Nothing is taken that is not proven; what no
 * rule wants is answered like what is taken, for the tool has done its part.
 */
@ApplicationScoped
class WebhookHandler {

  private static final Logger LOG = Logger.getLogger(WebhookHandler.class);

  /** The one parameter of a form that carries JSON. */
  private static final String PAYLOAD = "payload";

  /** Sources of which it was said that no secret can be read. */
  private final Set<String> withoutSecret = ConcurrentHashMap.newKeySet();

  private final Sources sources;
  private final Storing storing;
  private final Secrets secrets;
  private final TrackingHandler tracking;
  private final Answering answering;
  private final Bodies bodies;
  private final IngestConfig config;
  private final InstantSource clock = InstantSource.system();

  WebhookHandler(
      Sources sources,
      Storing storing,
      Secrets secrets,
      TrackingHandler tracking,
      Answering answering,
      Bodies bodies,
      IngestConfig config) {
    this.sources = sources;
    this.storing = storing;
    this.secrets = secrets;
    this.tracking = tracking;
    this.answering = answering;
    this.bodies = bodies;
    this.config = config;
  }

  /** Takes a POST whose body has not been read. */
  void take(String name, String token, Caller caller) {
    if (!storing.isOpen() || !sources.areKnown()) {
      answering.send(caller, Answer.UNAVAILABLE);
      return;
    }
    var source = sources.named(name).orElse(null);
    var webhook = source == null ? null : source.webhook().orElse(null);
    if (source == null || webhook == null) {
      answering.send(caller, Answer.NO_WEBHOOK);
    } else if (tracking.isOpenTo(caller, source)) {
      bodies.read(
          caller.request(),
          body -> tracking.guarded(caller, () -> take(caller, source, webhook, token, body)),
          answer -> answering.send(caller, answer));
    }
  }

  private void take(Caller caller, Source source, Webhook webhook, String token, byte[] body) {
    var call = WebhookCalls.of(caller, config.publicUrl(), token, body, clock.millis());
    var refusal = webhook.refusal(secretsOf(source, webhook), call);
    if (refusal.isPresent()) {
      answering.send(caller, Answer.notProven(refusal.get()));
      return;
    }
    json(call)
        .ifPresentOrElse(
            json -> make(caller, source, webhook.eventsOf(source.name(), call, json)),
            () -> answering.send(caller, Answer.NO_JSON));
  }

  private void make(Caller caller, Source source, List<Made> made) {
    if (made.isEmpty()) {
      answering.send(caller, Answer.IGNORED);
    } else if (made.size() > config.limits().batchEvents()) {
      answering.send(caller, Answer.TOO_MANY_MADE);
    } else {
      tracking.made(caller, source, made);
    }
  }

  private List<String> secretsOf(Source source, Webhook webhook) {
    var found = new ArrayList<String>();
    for (var reference : webhook.secrets()) {
      if (secrets.find(reference) instanceof Present(var secret)) {
        found.add(secret);
      }
    }
    if (!found.isEmpty()) {
      withoutSecret.remove(source.name());
    } else if (withoutSecret.add(source.name())) {
      LOG.warnf(
          "No secret of source %s's webhook can be read, so nothing it sends is taken; set what its"
              + " definition names",
          source.name());
    }
    return found;
  }

  /** A form as an object of its parameters; anything else must be JSON, as GitHub's form is. */
  private static Optional<Json> json(WebhookCall call) {
    var wrapped = call.form().size() == 1 ? call.form().get(PAYLOAD) : null;
    if (!call.form().isEmpty() && wrapped == null) {
      return Optional.of(WebhookCalls.formAsJson(call.form()));
    }
    try {
      return Optional.of(
          wrapped == null ? JsonText.parse(call.body()) : JsonText.parse(wrapped.getFirst()));
    } catch (InvalidValue _) {
      return Optional.empty();
    }
  }
}
