package dev.tributary.connectors;

import dev.tributary.connectors.domain.answer.Judging;
import dev.tributary.connectors.domain.answer.Outcome;
import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.connectors.domain.auth.Signing;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One case of a golden file, run through the connector as the router would. */
final class Golden {

  private final Connector connector;
  private final Json.Obj row;
  private final Instant now;
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, String> discarded = new LinkedHashMap<>();
  private final List<Json> payloads = new ArrayList<>();

  Golden(Connector connector, Json.Obj row) {
    this.connector = connector;
    this.row = row;
    this.now = Instant.parse(text("now").orElse("2026-11-28T12:00:00Z"));
  }

  /** A request that went out, and what its answer meant. */
  record Sent(Request request, List<String> items) {}

  List<Sent> sent() {
    return sent;
  }

  Map<String, String> discarded() {
    return discarded;
  }

  /** The fields of each delivery, for connectors that make no requests. */
  List<Json> payloads() {
    return payloads;
  }

  Golden run() {
    var audience = text("audience");
    if (audience.equals(Optional.of("create"))) {
      var event = events().isEmpty() ? Json.Obj.EMPTY : events().getFirst();
      var create = connector.audience().orElseThrow().create().orElseThrow();
      var draft =
          new Draft("0".repeat(31) + "1", event, Json.Obj.EMPTY, Json.Obj.EMPTY, "", Set.of(), 0);
      send(create, RequestMaker.document(context(), List.of(draft), Json.Obj.EMPTY), answer(0));
      return this;
    }
    var action =
        audience
            .map(name ->
                name.equals("add")
                    ? connector.audience().orElseThrow().add()
                    : connector.audience().orElseThrow().remove())
            .orElseGet(() -> connector.actions().get(text("action").orElseThrow()));
    if (action == null) {
      throw new AssertionError("No action " + text("action").orElse(""));
    }
    batches(action).forEach(batch -> send(action, batch));
    return this;
  }

  private List<List<Draft>> batches(Action action) {
    var maker = DraftMaker.of(action, mapping());
    var batches = new LinkedHashMap<String, List<List<Draft>>>();
    int most = action.batch() instanceof Action.Batch.Many(var size, _, _, _) ? size : 1;
    var events = events();
    for (int i = 0; i < events.size(); i++) {
      switch (maker.make(events.get(i), key(i), context())) {
        case Drafting.Ready(var draft) -> {
          payloads.add(draft.payload());
          var group = batches.computeIfAbsent(draft.group(), _ -> new ArrayList<>());
          if (group.isEmpty()
              || group.getLast().size() == most
              || group.getLast().stream()
                  .anyMatch(other -> !Collections.disjoint(other.distinct(), draft.distinct()))) {
            group.add(new ArrayList<>());
          }
          group.getLast().add(draft);
        }
        case Drafting.Discarded(var code, _) -> discarded.put(Integer.toString(i), code);
        case Drafting.Failed(var code, _) -> discarded.put(Integer.toString(i), code);
      }
    }
    return batches.values().stream().flatMap(List::stream).toList();
  }

  private void send(Action action, List<Draft> batch) {
    var steps = Json.Obj.EMPTY;
    for (var step : action.steps()) {
      var document = RequestMaker.document(context(), batch, steps);
      if (step.when().map(when -> when.matches(document)).orElse(true)) {
        var answer = answer(sent.size());
        var whole = send(step, document, answer);
        if (answer.isPresent()) {
          judge(action, batch, answer.get(), whole);
          if (!(whole instanceof Outcome.Delivered)) {
            return;
          }
          steps = steps.with(step.name(), Judging.captured(step, answer.get()));
        }
      }
    }
  }

  private Outcome send(Step step, Json.Obj document, Optional<Seen> answer) {
    var token =
        text("token").map(value -> new Token(value, text("tokenBase"), now.plusSeconds(60)));
    var base =
        text("tokenBase")
            .<Base>map(url -> new Base.Fixed(TextTemplate.parse(url)))
            .orElse(connector.reach().base());
    var made = RequestMaker.make(step.request(), base, document, JsonText::write);
    var signed = Signing.sign(connector.reach().auth(), made, document, now, token);
    sent.add(new Sent(signed, List.of()));
    return answer
        .map(seen -> Judging.whole(step, seen, connector.reach().auth().canRefresh()))
        .orElse(new Outcome.Delivered());
  }

  private void judge(Action action, List<Draft> batch, Seen answer, Outcome whole) {
    var items = batch.stream().map(Draft::item).toList();
    var each =
        whole instanceof Outcome.Delivered
            ? Judging.each(action, answer, items)
            : batch.stream().map(_ -> whole).toList();
    var last = sent.removeLast();
    sent.add(new Sent(last.request(), each.stream().map(Golden::word).toList()));
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> "delivered";
      case Outcome.Retry _ -> "retry";
      case Outcome.Drop _ -> "drop";
      case Outcome.Refresh _ -> "refresh";
    };
  }

  private Optional<Seen> answer(int request) {
    if (!(row.field("requests").orElse(Json.arrayOf()) instanceof Json.Arr(var requests))
        || request >= requests.size()
        || !(((Json.Obj) requests.get(request)).field("answer").orElse(Json.Null.VALUE)
            instanceof Json.Obj answer)) {
      return Optional.empty();
    }
    var headers = new LinkedHashMap<String, String>();
    ((Json.Obj) answer.field("headers").orElse(Json.Obj.EMPTY))
        .fields()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), shown(value)));
    var body = answer.field("body").orElse(Json.of(""));
    var bytes =
        body instanceof Json.Str(var text)
            ? text.getBytes(StandardCharsets.UTF_8)
            : JsonText.write(body);
    int status = ((Json.Num) answer.field("status").orElse(Json.of(200))).value().intValueExact();
    return Optional.of(new Seen(status, headers, new Body(bytes)));
  }

  private Json.Obj context() {
    var context = new LinkedHashMap<String, Json>();
    var settings = new LinkedHashMap<String, Json>();
    connector.settings().values().forEach(setting -> put(setting, settings));
    connector
        .audience()
        .ifPresent(sync -> sync.settings().values().forEach(setting -> put(setting, settings)));
    context.put("settings", new Json.Obj(settings));
    context.put("destination", Json.of("the-destination"));
    row.field("list").ifPresent(list -> context.put("list", list));
    return new Json.Obj(context);
  }

  private void put(Setting setting, Map<String, Json> settings) {
    var given = ((Json.Obj) row.field("settings").orElse(Json.Obj.EMPTY)).field(setting.name());
    given
        .flatMap(setting::refusal)
        .ifPresent(reason -> {
          throw new AssertionError(setting.name() + " " + reason);
        });
    given.or(setting::otherwise).ifPresent(value -> settings.put(setting.name(), value));
  }

  private Map<String, Mapping> mapping() {
    var mappings = new LinkedHashMap<String, Mapping>();
    ((Json.Obj) row.field("mapping").orElse(Json.Obj.EMPTY))
        .fields()
        .forEach((name, spec) -> {
          if (Mapping.compile(name, spec) instanceof Checked.Valid<Mapping>(var mapping)) {
            mappings.put(name, mapping);
          } else {
            throw new AssertionError("mapping of " + name);
          }
        });
    return mappings;
  }

  private List<Json.Obj> events() {
    return ((Json.Arr) row.field("events").orElse(Json.arrayOf()))
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private String key(int index) {
    return row.field("keys")
        .map(keys -> shown(((Json.Arr) keys).items().get(index)))
        .orElse("%032d".formatted(index + 1));
  }

  private Optional<String> text(String field) {
    return row.field(field).map(Golden::shown);
  }

  private static String shown(Json value) {
    return value instanceof Json.Str(var text) ? text : JsonText.writeString(value);
  }
}
