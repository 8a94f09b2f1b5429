package dev.tributary.connectors.golden;

import dev.tributary.connectors.domain.answer.Judging;
import dev.tributary.connectors.domain.answer.Outcome;
import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.connectors.domain.auth.Signing;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Connector.AudienceSync;
import dev.tributary.connectors.domain.definition.Setting;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.connectors.golden.GoldenCase.Doing;
import dev.tributary.connectors.golden.GoldenCase.Given;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs one case through the connector as the router would, with the case's answers. */
final class GoldenRun {

  private static final int TOKEN_SECONDS = 60;

  private final Connector connector;
  private final Given given;
  private final List<Optional<Seen>> answers;
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, String> discarded = new LinkedHashMap<>();
  private final List<Json> payloads = new ArrayList<>();

  private GoldenRun(Connector connector, GoldenCase golden) {
    this.connector = connector;
    this.given = golden.given();
    this.answers = golden.expected().requests().stream().map(each -> each.answer()).toList();
  }

  /** A request that went out, and what its answer meant for each delivery in it. */
  record Sent(Request request, List<String> items) {}

  /**
   * What came of a case.
   *
   * @throws InvalidValue if the connector cannot be run so: another action, a setting that is wrong
   */
  static GoldenRun of(Connector connector, GoldenCase golden) {
    var run = new GoldenRun(connector, golden);
    switch (golden.doing()) {
      case Doing.Run(var action) -> run.run(run.action(action));
      case Doing.Add _ -> run.run(run.audience().add());
      case Doing.Remove _ -> run.run(run.audience().remove());
      case Doing.Create _ ->
          run.create(
              run.audience()
                  .create()
                  .orElseThrow(() -> new InvalidValue("audience", "without create")));
    }
    return run;
  }

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

  private Action action(String name) {
    return Optional.ofNullable(connector.actions().get(name))
        .orElseThrow(() -> new InvalidValue("action", "none of the connector's: " + name));
  }

  private AudienceSync audience() {
    return connector
        .audience()
        .orElseThrow(() -> new InvalidValue("audience", "not there in the connector"));
  }

  private void create(Step create) {
    var event = given.events().isEmpty() ? Json.Obj.EMPTY : given.events().getFirst();
    var draft = new Draft(key(0), event, Json.Obj.EMPTY, Json.Obj.EMPTY, "", Set.of(), 0);
    send(create, RequestMaker.document(context(), List.of(draft), Json.Obj.EMPTY), answer());
  }

  private void run(Action action) {
    batches(action).forEach(batch -> send(action, batch));
  }

  private List<List<Draft>> batches(Action action) {
    var maker = DraftMaker.of(action, given.mapping());
    var batches = new LinkedHashMap<String, List<List<Draft>>>();
    int most = action.batch() instanceof Action.Batch.Many(var size, _, _, _) ? size : 1;
    for (int i = 0; i < given.events().size(); i++) {
      switch (maker.make(given.events().get(i), key(i), context())) {
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
        var answer = answer();
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
    var reach = connector.reach();
    var world = given.world();
    var token =
        world
            .token()
            .map(value -> new Token(value, world.base(), world.now().plusSeconds(TOKEN_SECONDS)));
    var base =
        world.base().<Base>map(url -> new Base.Fixed(TextTemplate.parse(url))).orElse(reach.base());
    var made = RequestMaker.make(step.request(), base, document, JsonText::write);
    var signed = Signing.sign(reach.auth(), made, document, world.now(), token);
    sent.add(new Sent(signed, List.of()));
    return answer
        .map(seen -> Judging.whole(step, seen, reach.auth().canRefresh()))
        .orElse(new Outcome.Delivered());
  }

  private void judge(Action action, List<Draft> batch, Seen answer, Outcome whole) {
    var items = batch.stream().map(Draft::item).toList();
    var each =
        whole instanceof Outcome.Delivered
            ? Judging.each(action, answer, items)
            : batch.stream().map(_ -> whole).toList();
    var last = sent.removeLast();
    sent.add(new Sent(last.request(), each.stream().map(GoldenRun::word).toList()));
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> "delivered";
      case Outcome.Retry _ -> "retry";
      case Outcome.Drop _ -> "drop";
      case Outcome.Refresh _ -> "refresh";
    };
  }

  /** Of the request that is next. */
  private Optional<Seen> answer() {
    return sent.size() < answers.size() ? answers.get(sent.size()) : Optional.empty();
  }

  private Json.Obj context() {
    var settings = new LinkedHashMap<String, Json>();
    connector.settings().values().forEach(setting -> put(setting, settings));
    connector
        .audience()
        .ifPresent(sync -> sync.settings().values().forEach(setting -> put(setting, settings)));
    var context = new LinkedHashMap<String, Json>();
    context.put("settings", new Json.Obj(settings));
    context.put("destination", Json.of("the-destination"));
    given.world().list().ifPresent(list -> context.put("list", list));
    return new Json.Obj(context);
  }

  private void put(Setting setting, Map<String, Json> settings) {
    var value = given.settings().field(setting.name());
    value
        .flatMap(setting::refusal)
        .ifPresent(reason -> {
          throw new InvalidValue("settings." + setting.name(), "refused: it " + reason);
        });
    value.or(setting::otherwise).ifPresent(each -> settings.put(setting.name(), each));
  }

  private String key(int index) {
    return given.keys().isEmpty() ? "%032d".formatted(index + 1) : given.keys().get(index);
  }
}
