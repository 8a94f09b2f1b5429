package dev.tributary.connectors.domain.preview;

import dev.tributary.connectors.domain.auth.Signing;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Auth.Scheme;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.preview.Preview.Shown;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.domain.mapping.MappingFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes previews for one connector with one set of settings, as the router makes requests. */
public final class PreviewMaker {

  /** The key of the delivery that is shown. */
  public static final String KEY = "0".repeat(31) + "1";

  private final Connector connector;
  private final TrialSettings settings;
  private final Instant now;
  private final RequestMaker.Writer writer;

  public PreviewMaker(
      Connector connector, TrialSettings settings, Instant now, RequestMaker.Writer writer) {
    this.connector = connector;
    this.settings = settings;
    this.now = now;
    this.writer = writer;
  }

  /**
   * What an action would send for an event.
   *
   * @param mapping the user's own, by field
   */
  public Preview preview(Action action, Map<String, Mapping> mapping, Json.Obj event) {
    return switch (DraftMaker.of(action, mapping).make(event, KEY, context())) {
      case Drafting.Discarded(var code, var message) -> new Preview.Unsent(code, message);
      case Drafting.Failed(var code, var message) -> new Preview.Unsent(code, message);
      case Drafting.Ready(var draft) ->
          connector.reach().transport().isRequests()
              ? sent(action.steps(), draft)
              : new Preview.Written(draft.payload());
    };
  }

  /** What would make a list for an audience. */
  public Preview preview(Step create, Json.Obj event) {
    var draft = new Draft(KEY, event, Json.Obj.EMPTY, Json.Obj.EMPTY, "", Set.of(), 0);
    return sent(List.of(create), draft);
  }

  private Preview sent(List<Step> steps, Draft draft) {
    var shown = new ArrayList<Shown>();
    var captured = Json.Obj.EMPTY;
    for (var step : steps) {
      shown.add(shown(step, RequestMaker.document(context(), List.of(draft), captured)));
      captured = captured.with(step.name(), captures(step));
    }
    return new Preview.Sent(draft.payload(), tokenFrom(), shown);
  }

  private Shown shown(Step step, Json.Obj document) {
    var open = step.when().filter(when -> when.paths().stream().anyMatch(PreviewMaker::ofAnswers));
    if (open.isEmpty() && step.when().filter(when -> !when.matches(document)).isPresent()) {
      return new Shown.Skipped(step.name(), step.when().get().text());
    }
    try {
      return new Shown.Made(step.name(), request(step, document), open.map(when -> when.text()));
    } catch (InvalidValue e) {
      return new Shown.Impossible(step.name(), e.field() + " is " + e.reason());
    } catch (MappingFailed e) {
      return new Shown.Impossible(step.name(), e.path() + " " + e.reason());
    }
  }

  private Request request(Step step, Json.Obj document) {
    var reach = connector.reach();
    var made = RequestMaker.make(step.request(), reach.base(), document, writer);
    var headers = new LinkedHashMap<>(made.headers());
    headers.putIfAbsent("User-Agent", "Tributary");
    headers.putAll(settings.headers());
    var whole = new Request(made.method(), made.url(), headers, Map.of(), made.body());
    var token =
        new Token(Placeholders.struck("token"), Optional.empty(), now.plus(Duration.ofHours(1)));
    return Signing.sign(reach.auth(), whole, document, now, Optional.of(token));
  }

  private Optional<String> tokenFrom() {
    return switch (connector.reach().auth().scheme()) {
      case Scheme.OAuth2(var exchange, _, _) -> exchange.url().fill(context());
      case Scheme.Google _ -> Optional.of("the token_uri of the service account");
      case Scheme.None _,
          Scheme.Bearer _,
          Scheme.Basic _,
          Scheme.Header _,
          Scheme.Query _,
          Scheme.Aws _,
          Scheme.Wsse _ ->
          Optional.empty();
    };
  }

  private Json.Obj context() {
    var context = new LinkedHashMap<String, Json>();
    context.put("settings", settings.values());
    context.put("destination", Json.of("my-destination"));
    connector
        .audience()
        .ifPresent(
            _ -> context.put("list", Json.object("id", Json.of(Placeholders.of("list.id")))));
    return new Json.Obj(context);
  }

  private static boolean ofAnswers(List<String> path) {
    return !path.isEmpty() && path.getFirst().equals("steps");
  }

  /** What later steps see in the place of what this one's answer would tell. */
  private static Json.Obj captures(Step step) {
    var captures = new LinkedHashMap<String, Json>();
    step.capture()
        .keySet()
        .forEach(name -> captures.put(name, Json.of(Placeholders.of(step.name() + "." + name))));
    return new Json.Obj(captures);
  }
}
