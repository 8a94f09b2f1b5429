package dev.tributary.acceptance.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** An OpenTelemetry collector that remembers which services took part in which trace. */
public final class TraceCollector implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Set<String>> servicesByTrace = new ConcurrentHashMap<>();

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/v1/traces", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The names of the services that reported a span of a trace, given its id in hexadecimal. */
  public Set<String> servicesIn(String traceId) {
    return new TreeSet<>(servicesByTrace.getOrDefault(traceId, Set.of()));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ExportTraceServiceRequest.parseFrom(body(exchange));
      for (var resource : request.getResourceSpansList()) {
        var service =
            resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("unknown");
        for (var scope : resource.getScopeSpansList()) {
          for (var span : scope.getSpansList()) {
            servicesByTrace
                .computeIfAbsent(
                    HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                    _ -> new ConcurrentSkipListSet<>())
                .add(service);
          }
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }
}
