package dev.tributary.acceptance.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.MessageBuilder;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The packaged suite, brought up once for all stories by {@code ./tributary up --detach} on ports
 * of its own and taken down after the last. Give a test class or method a parameter of this type.
 */
public final class RunningSuite implements AutoCloseable {

  /** Hands the suite to tests; the first that asks starts it. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RunningSuite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(RunningSuite.class))
          .computeIfAbsent(RunningSuite.class, _ -> new RunningSuite(), RunningSuite.class);
    }
  }

  public static final String HOOK_SECRET = "a secret that only the two ends know";

  private static final List<String> SERVICES =
      List.of("ingest", "governance", "identity", "audience", "router");

  private static final String PORT_OFFSET = "10000";
  private static final Duration READY = Duration.ofMinutes(2);

  private final Tributary tributary;
  private final Path home;
  private final TraceCollector traces;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();

  private RunningSuite() {
    try {
      home = Files.createTempDirectory("tributary-acceptance-");
      traces = new TraceCollector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tributary =
        new Tributary(
            home,
            Map.of(
                "HOOK_SECRET", HOOK_SECRET,
                // Off unless asked for: it keeps names and addresses beside profiles.
                "TRIBUTARY_IDENTITY_LINKAGE_ENABLED", "true",
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                // Only what a caller asks to be traced is.
                "QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0.0",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", traces.address().toString(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms"));
    tributary.run("up", "--detach", "--port-offset", PORT_OFFSET).orFail();
  }

  public Tributary tributary() {
    return tributary;
  }

  public TraceCollector traces() {
    return traces;
  }

  /** The port of a service such as {@code ingest}; the same for as long as the suite runs. */
  public int port(String service) {
    return ports.computeIfAbsent(service, name -> process(name).path("port").asInt());
  }

  /** Where a service is found, such as {@code http://127.0.0.1:18080}. */
  public String address(String service) {
    return "http://127.0.0.1:" + port(service);
  }

  /** The process id of a service. */
  public long pid(String service) {
    return process(service).path("pid").asLong();
  }

  /** The process id of every service and server, by name. */
  public Map<String, Long> pids() {
    var pids = new TreeMap<String, Long>();
    tributary
        .status()
        .path("processes")
        .properties()
        .forEach(process -> pids.put(process.getKey(), process.getValue().path("pid").asLong()));
    return pids;
  }

  /**
   * Waits until all is ready, for a story before may have ended a service; who is not, and why, is
   * in the failure.
   */
  public void awaitReady() {
    SERVICES.forEach(this::awaitItself);
    await()
        .atMost(READY)
        .untilAsserted(() -> {
          var status = tributary.status();
          assertThat(status.path("ready").asBoolean()).as(status.toString()).isTrue();
        });
  }

  /** Ends a service, or a server, as a power cut would; not before it is ready. */
  public void killHard(String service) {
    if (SERVICES.contains(service)) {
      awaitItself(service);
    }
    await().atMost(READY).until(() -> process(service).path("ready").asBoolean());
    ProcessHandle.of(pid(service)).orElseThrow().destroyForcibly();
  }

  /** Starts a second audience-service on a port of its own, which the caller ends. */
  public Replica secondAudience(int port) {
    try {
      return Replica.of(
          pid("audience"),
          Map.of(
              "QUARKUS_HTTP_PORT", Integer.toString(port),
              "TRIBUTARY_AUDIENCE_STATE_DIRECTORY", home.resolve("second-audience").toString()),
          home.resolve("second-audience.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Segment's own library, as a client's server uses it. */
  public Analytics analytics(String writeKey) {
    return Analytics.builder(writeKey).endpoint(address("ingest")).build();
  }

  /** Sends messages with that library, as a program does that ends afterwards. */
  public void send(String writeKey, List<MessageBuilder<?, ?>> messages) {
    var analytics = analytics(writeKey);
    messages.forEach(analytics::enqueue);
    analytics.flush();
    analytics.shutdown();
  }

  /** A request to a service with the admin's token. */
  public RequestSpecification asAdmin(String service) {
    return asAdmin(port(service));
  }

  /** A request to whatever listens on a port, with the admin's token. */
  public RequestSpecification asAdmin(int port) {
    return RestAssured.given()
        .baseUri("http://127.0.0.1:" + port)
        .auth()
        .preemptive()
        .oauth2(tributary.token());
  }

  /** Applies definitions written as YAML. */
  public Tributary.Answer apply(String definitions) {
    try {
      var file = Files.createTempFile(home, "definitions-", ".yaml");
      Files.writeString(file, definitions);
      return tributary.run("apply", "-f", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    tributary.run("down");
    traces.close();
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Asked of itself: each look at the status is a program of its own, which the services lack. */
  private void awaitItself(String service) {
    var address = address(service) + "/q/health/ready";
    await()
        .atMost(READY)
        .ignoreExceptions() // it is not there yet
        .until(() -> RestAssured.get(address).statusCode() == 200);
  }

  private JsonNode process(String name) {
    var process = tributary.status().path("processes").path(name);
    if (process.isMissingNode()) {
      throw new AssertionError("status tells nothing of " + name);
    }
    return process;
  }
}
