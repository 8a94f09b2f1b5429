package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.messaging.AcceptedRecord.Unreadable;
import dev.tributary.identity.storage.ProbedStores;
import dev.tributary.proto.v1.Event;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures, and is no part of the build: what the service does with a batch from the record's bytes
 * to the commit in PostgreSQL, without Kafka. {@code ./tributary bench} starts it in a JVM of its
 * own and talks to it over HTTP: {@code POST /read} with the path of a file of delimited {@code
 * Event}s, then {@code POST /resolve}. The answer: seconds, a blank, how many profiles the events
 * went to. {@code POST /watch} does the same and adds a line for each batch: its events, a blank,
 * its seconds, a blank, how often it was decided in vain.
 */
public final class ResolverProbe {

  private static final int WORKERS = 2;
  private static final int BATCH = 2_000;
  private static final int RECOGNISED = 50_000;

  private final Resolver resolver;
  private final List<Recognition> recognitions =
      IntStream.range(0, WORKERS).mapToObj(_ -> new Recognition(RECOGNISED)).toList();
  private volatile List<List<ConsumerRecord<byte[], byte[]>>> shares = List.of();

  private ResolverProbe(Resolver resolver) {
    this.resolver = resolver;
  }

  /** Runs until it is ended: {@code port postgresPort password database}. */
  public static void main(String[] arguments) {
    var vertx = Vertx.vertx();
    var database =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(Integer.parseInt(arguments[1]))
            .setUser("tributary")
            .setPassword(arguments[2])
            .setDatabase(arguments[3])
            .setCachePreparedStatements(true);
    var pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16))
            .connectingTo(database)
            .using(vertx)
            .build();
    var probe = new ResolverProbe(new Resolver(ProbedStores.graph(pool)));
    vertx
        .createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[0])))
        .requestHandler(request ->
            request.bodyHandler(body -> {
              Callable<String> work = () -> probe.answer(request.path(), body.toString());
              vertx
                  .executeBlocking(work, false)
                  .onSuccess(answer -> request.response().end(answer))
                  .onFailure(e -> {
                    e.printStackTrace();
                    request.response().setStatusCode(500).end(String.valueOf(e));
                  });
            }))
        .listen();
  }

  private String answer(String path, String body) throws Exception {
    return switch (path) {
      case "/read" -> {
        shares = shares(Path.of(body));
        yield "";
      }
      case "/resolve" -> resolve(shares, Collections.synchronizedList(new ArrayList<>()));
      case "/watch" -> {
        var batches = Collections.synchronizedList(new ArrayList<String>());
        yield resolve(shares, batches) + "\n" + String.join("\n", batches);
      }
      default -> "";
    };
  }

  /** A partition's events stay with one worker, in their order. */
  private String resolve(List<List<ConsumerRecord<byte[], byte[]>>> shares, List<String> batches)
      throws Exception {
    Set<String> profiles = ConcurrentHashMap.newKeySet();
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(WORKERS)) {
      var runs = new ArrayList<Callable<Object>>();
      for (int i = 0; i < shares.size(); i++) {
        var share = shares.get(i);
        var recognition = recognitions.get(i);
        runs.add(
            Executors.callable(() -> {
              for (int from = 0; from < share.size(); from += BATCH) {
                var some = share.subList(from, Math.min(from + BATCH, share.size()));
                long began = System.nanoTime();
                var resolved = resolve(some, recognition);
                double took = (System.nanoTime() - began) / 1e9;
                profiles.addAll(resolved.profiles());
                batches.add(some.size() + " " + took + " " + resolved.conflicts());
              }
            }));
      }
      for (var run : threads.invokeAll(runs)) {
        run.get();
      }
    }
    return (System.nanoTime() - start) / 1e9 + " " + profiles.size();
  }

  /** As {@link BatchProcessor} and its session do it, but that nothing is sent. */
  private Resolved resolve(List<ConsumerRecord<byte[], byte[]>> batch, Recognition recognition) {
    recognition.begin(Rules.DEFAULT);
    var repeats = new ArrayList<Optional<Resolution>>(batch.size());
    var others = new ArrayList<Decoded>();
    for (var record : batch) {
      switch (AcceptedRecord.read(record, Rules.DEFAULT)) {
        case Decoded event -> {
          var repeat = recognition.recognise(record.partition(), event.evidence());
          repeats.add(repeat);
          if (repeat.isEmpty()) {
            others.add(event);
          }
        }
        case Unreadable bad -> throw new IllegalStateException(bad.code());
      }
    }
    var stored = resolver.resolve(others.stream().map(Decoded::evidence).toList(), Rules.DEFAULT);
    if (!recognition.holds(stored.splits()) && others.size() < batch.size()) {
      return resolve(batch, recognition);
    }
    var resolved = stored.resolutions();
    for (int i = 0; i < others.size(); i++) {
      var other = others.get(i);
      recognition.learn(other.record().partition(), other.evidence(), resolved.get(i));
    }
    recognition.told();
    var decided = resolved.iterator();
    var profiles =
        repeats.stream()
            .map(repeat -> repeat.map(recognition::upToDate).orElseGet(decided::next))
            .map(resolution -> resolution.decision().profile().text())
            .toList();
    return new Resolved(profiles, stored.conflicts());
  }

  private static List<List<ConsumerRecord<byte[], byte[]>>> shares(Path file) throws IOException {
    var shares = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
    for (int i = 0; i < WORKERS; i++) {
      shares.add(new ArrayList<>());
    }
    try (var events = Files.newInputStream(file)) {
      for (var event = Event.parseDelimitedFrom(events);
          event != null;
          event = Event.parseDelimitedFrom(events)) {
        var birth = event.getBirth();
        shares
            .get(birth.getPartition() % WORKERS)
            .add(
                new ConsumerRecord<>(
                    "accepted",
                    birth.getPartition(),
                    birth.getOffset(),
                    new byte[0],
                    event.toByteArray()));
      }
    }
    return shares;
  }

  /** The profile of each event of a batch, and how often the batch was decided in vain. */
  private record Resolved(List<String> profiles, int conflicts) {}
}
