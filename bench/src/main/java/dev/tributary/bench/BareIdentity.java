package dev.tributary.bench;

import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The baselines of identity, in a JVM of their own: a bare {@code UNNEST} upsert of the rows that
 * the service wrote for the same events, with the service's hops through Kafka around it, or with
 * nothing around it at all.
 *
 * <p>Over HTTP the bench has it read rows back ({@code /load}), forget them ({@code /forget}), take
 * the events in the body ({@code /read}), and upsert these without hops ({@code /upsert}: each row
 * once a batch; {@code /upsert-each}: for every event), which answers with the seconds it took.
 */
final class BareIdentity {

  static final int BATCH = 2_000;
  static final int WORKERS = 2;
  static final String DATABASE = "bare";
  static final String DATABASE_ONCE = "bare_once";
  static final String DATABASE_EACH = "bare_each";
  static final BareWorker.Route ROUTE =
      new BareWorker.Route("bench.accepted", "bench-bare", "bench.resolved");

  private final Vertx vertx = Vertx.vertx();
  private final int postgresPort;
  private final String password;
  private final BareRows rows;
  private final List<BareUpsert> once = new ArrayList<>();
  private final List<BareUpsert> each = new ArrayList<>();
  private volatile List<List<Event>> shares = List.of();

  private BareIdentity(Map<String, Object> broker, int postgresPort, String password) {
    this.postgresPort = postgresPort;
    this.password = password;
    var service = BareUpsert.connect(vertx, postgresPort, password, "identity");
    this.rows = new BareRows(service, new ResolvedReader(broker, Topic.RESOLVED.topicName()));
    for (int i = 0; i < WORKERS; i++) {
      once.add(upsert(DATABASE_ONCE));
      each.add(upsert(DATABASE_EACH));
      Thread.ofPlatform()
          .name("worker-" + i)
          .start(new BareWorker(rows, upsert(DATABASE), broker, ROUTE, i));
    }
  }

  /** Runs until it is ended: {@code port bootstrapServers postgresPort password}. */
  public static void main(String[] arguments) {
    Map<String, Object> broker = Map.of("bootstrap.servers", arguments[1]);
    var bare = new BareIdentity(broker, Integer.parseInt(arguments[2]), arguments[3]);
    var options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[0]));
    bare.vertx.createHttpServer(options).requestHandler(bare::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    var prefix = Objects.requireNonNullElse(request.getParam("prefix"), "");
    request.bodyHandler(body -> {
      Callable<String> work =
          switch (Objects.requireNonNullElse(request.path(), "")) {
            case "/load" -> () -> rows.load(prefix).toString();
            case "/forget" ->
                () -> {
                  rows.forget(prefix);
                  return "";
                };
            case "/read" ->
                () -> {
                  shares = shares(body.toString(StandardCharsets.UTF_8).lines().toList());
                  return "";
                };
            case "/upsert" -> () -> upsert(once, events -> List.of(rows.once(events)));
            case "/upsert-each" -> () -> upsert(each, rows::each);
            default -> () -> "";
          };
      vertx
          .executeBlocking(work, false)
          .onSuccess(answer -> request.response().end(answer))
          .onFailure(e -> {
            e.printStackTrace();
            request.response().setStatusCode(500).end(String.valueOf(e));
          });
    });
  }

  /** Lines: message id, a blank, user. Each user's events stay with one worker. */
  private static List<List<Event>> shares(List<String> lines) {
    var shares = new ArrayList<List<Event>>();
    for (int i = 0; i < WORKERS; i++) {
      shares.add(new ArrayList<>());
    }
    for (var line : lines) {
      int blank = line.indexOf(' ');
      var user = line.substring(blank + 1);
      shares
          .get(Math.floorMod(user.hashCode(), WORKERS))
          .add(Event.newBuilder().setMessageId(line.substring(0, blank)).setUserId(user).build());
    }
    return shares;
  }

  private String upsert(
      List<BareUpsert> connections,
      Function<List<Event>, List<Map<BareTable, List<Object[]>>>> rowsOf)
      throws Exception {
    long start = System.nanoTime();
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      var runs = new ArrayList<Callable<Void>>();
      for (int i = 0; i < WORKERS; i++) {
        var worker = connections.get(i);
        var events = shares.get(i);
        runs.add(() -> {
          for (int from = 0; from < events.size(); from += BATCH) {
            worker.write(rowsOf.apply(events.subList(from, Math.min(from + BATCH, events.size()))));
          }
          return null;
        });
      }
      for (var run : workers.invokeAll(runs)) {
        run.get();
      }
    }
    return Double.toString((System.nanoTime() - start) / 1e9);
  }

  private BareUpsert upsert(String database) {
    return new BareUpsert(BareUpsert.connect(vertx, postgresPort, password, database));
  }
}
