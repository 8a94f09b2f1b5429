package dev.tributary.router.domain.sending;

import dev.tributary.connectors.domain.answer.Judging;
import dev.tributary.connectors.domain.auth.Signing;
import dev.tributary.connectors.domain.auth.Token;
import dev.tributary.connectors.domain.definition.Base;
import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.definition.Step;
import dev.tributary.connectors.domain.definition.TextTemplate;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.connectors.domain.request.RequestMaker;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.MappingFailed;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Judge;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Renew;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an action's requests for drafts, one after the other, and judges the answers. */
public final class Sending {

  /** Most bytes of a body: it must fit, with its answer, into one dead letter. */
  public static final int MAX_BODY = 512 * 1024;

  private static final Set<Integer> NOT_OF_ONE = Set.of(401, 403, 404, 405, 410);

  private final Transport transport;
  private final Tokens tokens;
  private final Judge judge;
  private final RequestMaker.Writer writer;
  private final Clock clock;

  public Sending(Transport transport, Judge judge, RequestMaker.Writer writer, Clock clock) {
    this.writer = writer;
    this.transport = transport;
    this.tokens = new Tokens(transport, clock);
    this.judge = judge;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param verdicts for each draft, in their order
   * @param whole whether the verdict is about the request and not about one draft in it
   * @param request the last; null where none could be made
   * @param answer to it; null where none was made
   */
  public record Sent(
      List<Verdict> verdicts, boolean whole, @Nullable Request request, @Nullable Answer answer) {

    /** What the request carried that must not be shown, whoever repeats it. */
    public List<String> hidden() {
      return request == null ? List.of() : List.copyOf(request.hiddenHeaders().values());
    }

    /** Whether one draft may be why all were refused; not where the address or the key is. */
    public boolean mayBeOneOfThem() {
      return !(answer instanceof Answer.Responded(var status, _, _) && NOT_OF_ONE.contains(status));
    }
  }

  /** Nothing can be sent before this is put right. */
  public static final class Blocked extends Exception {
    private static final long serialVersionUID = 1;

    public Blocked(String reason) {
      super(reason, null, false, false);
    }

    /** Why, for a person. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  private static final Verdict TOO_LARGE =
      new GiveUp(new Failure("payload_too_large", "the body is over " + MAX_BODY + " bytes"));

  private record Tried(Request request, @Nullable Answer answer, Verdict verdict) {}

  /**
   * Sends drafts in one action.
   *
   * @throws Blocked if no token is to be had
   */
  public Sent send(
      Connector connector, ActionRule rule, List<Draft> drafts, Credentials.Complete credentials)
      throws Blocked {
    if (!connector.reach().transport().isRequests()) {
      var courier = transport.courier(connector);
      return new Sent(courier.deliver(connector, drafts, credentials.context()), false, null, null);
    }
    @Nullable Tried last = null;
    var captured = new LinkedHashMap<String, Json>();
    try {
      for (var step : rule.action().steps()) {
        var steps = new Json.Obj(captured);
        var document = RequestMaker.document(credentials.context(), drafts, steps);
        if (step.when().isEmpty() || step.when().get().matches(document)) {
          last = tried(connector, step, document, credentials, drafts.size() == 1);
          if (!(last.verdict() instanceof Delivered)) {
            return all(drafts, last.verdict(), last);
          }
          if (last.answer() instanceof Answer.Responded responded) {
            captured.put(step.name(), Judging.captured(step, Judge.seen(responded)));
          }
        }
      }
    } catch (InvalidValue e) {
      return all(drafts, new GiveUp(unmade(e)), last);
    } catch (MappingFailed e) {
      return all(drafts, new GiveUp(unmade(e)), last);
    }
    if (last == null || !(last.answer() instanceof Answer.Responded responded)) {
      return all(drafts, new GiveUp(new Failure("mapping_failed", "no step applies")), last);
    }
    var items = drafts.stream().map(Draft::item).toList();
    var verdicts = judge.each(responded, rule.action(), items, clock.instant());
    return new Sent(verdicts, false, last.request(), last.answer());
  }

  /**
   * Sends the connector's test request, which changes nothing: delivered where the settings are
   * right.
   *
   * @return empty where the connector has none
   * @throws Blocked if no token is to be had
   */
  public Optional<Sent> check(Connector connector, Credentials.Complete credentials)
      throws Blocked {
    var request = connector.reach().test();
    if (request.isEmpty()) {
      return Optional.empty();
    }
    var step = new Step("test", Optional.empty(), request.get(), Map.of(), List.of());
    var document = RequestMaker.document(credentials.context(), List.of(), Json.Obj.EMPTY);
    try {
      var tried = tried(connector, step, document, credentials, true);
      return Optional.of(new Sent(List.of(tried.verdict()), true, tried.request(), tried.answer()));
    } catch (InvalidValue e) {
      return Optional.of(new Sent(List.of(new GiveUp(unmade(e))), true, null, null));
    } catch (MappingFailed e) {
      return Optional.of(new Sent(List.of(new GiveUp(unmade(e))), true, null, null));
    }
  }

  private static Failure unmade(InvalidValue e) {
    return new Failure("mapping_failed", e.field() + " is " + e.reason());
  }

  private static Failure unmade(MappingFailed e) {
    return new Failure("mapping_failed", e.path() + " " + e.reason());
  }

  /** One step, and once more with another token where the first was stale. */
  private Tried tried(
      Connector connector,
      Step step,
      Json.Obj document,
      Credentials.Complete credentials,
      boolean alone)
      throws Blocked {
    var first = token(connector, credentials);
    var tried = once(connector, step, document, credentials, first, alone);
    if (!(tried.verdict() instanceof Renew)) {
      return tried;
    }
    var second = token(connector, credentials);
    var again = once(connector, step, document, credentials, second, alone);
    return again.verdict() instanceof Renew(var failure)
        ? new Tried(again.request(), again.answer(), new Retry(failure, new Pause.Own()))
        : again;
  }

  private Tried once(
      Connector connector,
      Step step,
      Json.Obj document,
      Credentials.Complete credentials,
      Optional<Token> token,
      boolean alone)
      throws Blocked {
    var auth = connector.reach().auth();
    var base =
        token
            .flatMap(Token::base)
            .<Base>map(url -> new Base.Fixed(TextTemplate.parse(url)))
            .orElse(connector.reach().base());
    var made = withExtra(made(step, base, document), credentials);
    if (alone && made.body().length() > MAX_BODY) {
      return new Tried(made, null, TOO_LARGE);
    }
    Request request;
    Answer answer;
    try {
      request = Signing.sign(auth, made, document, clock.instant(), token);
      answer = transport.send(request);
    } catch (InvalidValue e) { // a setting, which every delivery meets
      throw new Blocked("the connection's " + e.field() + " is " + e.reason());
    }
    var verdict = judge.whole(answer, step, auth.canRefresh(), clock.instant());
    if (verdict instanceof Renew) {
      token.ifPresent(tokens::refused);
    }
    return new Tried(request, answer, verdict);
  }

  private Request made(Step step, Base base, Json.Obj document) throws Blocked {
    if (base.of(document).isEmpty()) {
      throw new Blocked("a setting that the address needs is not there");
    }
    return RequestMaker.make(step.request(), base, document, writer);
  }

  private Optional<Token> token(Connector connector, Credentials.Complete credentials)
      throws Blocked {
    return switch (tokens.find(connector.reach().auth(), credentials.context())) {
      case Tokens.Found.Needless _ -> Optional.empty();
      case Tokens.Found.Ready(var token) -> Optional.of(token);
      case Tokens.Found.Missing(var reason) -> throw new Blocked(reason);
    };
  }

  private static Request withExtra(Request request, Credentials.Complete credentials) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.putIfAbsent("User-Agent", "Tributary");
    headers.putAll(credentials.extra().plain());
    var hidden = new LinkedHashMap<>(request.hiddenHeaders());
    hidden.putAll(credentials.extra().secret());
    return new Request(request.method(), request.url(), headers, hidden, request.body());
  }

  private static Sent all(List<Draft> drafts, Verdict verdict, @Nullable Tried last) {
    var verdicts = drafts.stream().map(_ -> verdict).toList();
    return new Sent(
        verdicts, true, last == null ? null : last.request(), last == null ? null : last.answer());
  }
}
