package dev.tributary.local.suite;

import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import dev.tributary.local.process.ChildProcess;
import dev.tributary.local.process.ChildProcess.StopSignal;
import dev.tributary.local.servers.LocalServer;
import dev.tributary.local.servers.PostgresServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the five services in a JVM of its own, small enough for a laptop. */
final class ServiceProcess implements LocalServer {

  /** Database user's password. PostgreSQL listens on loopback only. */
  static final String DATABASE_PASSWORD = "tributary";

  private static final List<String> SMALL =
      List.of(
          "-Xms32m",
          "-Xmx256m",
          "-Xss512k",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:+ExitOnOutOfMemoryError");

  private final ChildProcess process;

  private final int port;

  private ServiceProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and returns at once; see {@link Health} for when it is ready. */
  static ServiceProcess start(Part service, Home home, PortPlan ports, String token) {
    var options = new ArrayList<>(SMALL);
    Optional.ofNullable(System.getenv("TRIBUTARY_JAVA_OPTIONS"))
        .map(more -> more.strip().split("\\s+", -1))
        .ifPresent(more -> options.addAll(List.of(more)));
    var process =
        ChildProcess.start(
            new ChildProcess.Command(
                ServiceJvm.command(home.jar(service), options),
                environment(service, home, ports, token),
                home.data(service),
                home.log(service),
                home.pidFile(service).path(),
                StopSignal.TERM));
    return new ServiceProcess(process, ports.of(service));
  }

  /** Everything a service is told; DESIGN.md and docs/configuration.md name the keys. */
  static Map<String, String> environment(Part service, Home home, PortPlan ports, String token) {
    var environment = new HashMap<String, String>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(Part.KAFKA));
    environment.put("TRIBUTARY_POSTGRES_ADDRESS", "127.0.0.1:" + ports.of(Part.POSTGRES));
    environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.ROLE);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", DATABASE_PASSWORD);
    environment.put("TRIBUTARY_AUTH_ADMIN_TOKEN", token);
    if (service == Part.GOVERNANCE || service == Part.AUDIENCE) {
      environment.put(
          "TRIBUTARY_" + service.name() + "_STATE_DIRECTORY", home.data(service) + "/state");
    }
    if (service == Part.AUDIENCE || service == Part.ROUTER) {
      environment.put(
          "QUARKUS_GRPC_CLIENTS_IDENTITY_PORT", Integer.toString(ports.of(Part.IDENTITY)));
    }
    if (service == Part.INGEST || service == Part.IDENTITY || service == Part.ROUTER) {
      environment.put("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + ports.of(Part.REDIS));
    }
    if (service == Part.IDENTITY || service == Part.ROUTER) {
      environment.put(
          "QUARKUS_GRPC_CLIENTS_AUDIENCE_PORT", Integer.toString(ports.of(Part.AUDIENCE)));
    }
    if (service == Part.ROUTER) {
      environment.put("TRIBUTARY_ROUTER_ALLOW_PRIVATE_ADDRESSES", "true");
      // The secret that examples/shop signs the demo's webhooks with, unless the user has one.
      environment.put(
          "HOOK_SECRET", Optional.ofNullable(System.getenv("HOOK_SECRET")).orElse(token));
    }
    return environment;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ChildProcess process() {
    return process;
  }
}
