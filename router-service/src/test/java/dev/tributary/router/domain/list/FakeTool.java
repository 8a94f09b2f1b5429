package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Courier;
import dev.tributary.router.domain.delivery.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A tool with a list: takes what the webhook connector tells of members, and does it. */
final class FakeTool implements Transport {

  private final List<Request> requests = new ArrayList<>();
  private final Set<String> list = new TreeSet<>();
  private Function<Request, Answer> answers = _ -> answer(200, "{}");
  private Runnable meanwhile = () -> {};
  private BooleanSupplier early = () -> false;

  /** Answers like this from now on; what is refused changes nothing, unless it is done early. */
  FakeTool answering(Function<Request, Answer> next) {
    answers = next;
    return this;
  }

  /** Has this happen while each request is under way. */
  void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  static Answer answer(int status, String body) {
    return new Answer.Responded(status, Map.of(), new Body(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Who is in the list, by every name that was told. */
  Set<String> list() {
    return list;
  }

  List<Request> requests() {
    return requests;
  }

  /** Asked for each request, whether it is done before what else happens meanwhile, or after. */
  void early(BooleanSupplier asked) {
    early = asked;
  }

  @Override
  public Answer send(Request request) {
    requests.add(request);
    var body = JsonText.parseObject(request.body().bytes());
    var answer = answers.apply(request);
    boolean refused = !(answer instanceof Answer.Responded(var status, _, _) && status < 300);
    boolean done = early.getAsBoolean();
    if (done) { // even where it says that it did not
      apply(body);
    }
    meanwhile.run();
    if (!done && !refused) {
      apply(body);
    }
    return answer;
  }

  private void apply(Json.Obj body) {
    boolean add = body.field("action").filter(Json.of("add")::equals).isPresent();
    if (body.field("members").orElse(Json.Null.VALUE) instanceof Json.Arr(var members)) {
      for (var member : members) {
        ((Json.Obj) member)
            .fields()
            .values()
            .forEach(name -> {
              var _ =
                  add
                      ? list.add(((Json.Str) name).value())
                      : list.remove(((Json.Str) name).value());
            });
      }
    }
  }

  @Override
  public Courier courier(Connector connector) {
    throw new IllegalArgumentException("makes requests");
  }

  @Override
  public void close() {}
}
