package dev.tributary.local.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands where a service's jar would, ready as soon as it listens. It takes any definition, and
 * events once a source was defined a while ago: as the real one, it does not know it at once.
 */
public final class FakeService {

  private static final long KNOWN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private static final AtomicLong knownAtNanos = new AtomicLong();

  private FakeService() {}

  public static void main(String[] arguments) throws IOException {
    var port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var server = HttpServer.create(address, 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext("/api/v1/", FakeService::define);
    server.createContext("/v1/batch", FakeService::take);
    server.start();
    System.out.println("fake service listens");
  }

  private static void define(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var isPut = exchange.getRequestMethod().equals("PUT");
    if (isPut && exchange.getRequestURI().getPath().contains("/sources/")) {
      knownAtNanos.set(System.nanoTime() + KNOWN_AFTER_NANOS);
    }
    exchange.sendResponseHeaders(isPut ? 200 : 404, -1);
    exchange.close();
  }

  private static void take(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var due = knownAtNanos.get();
    var known = due != 0 && System.nanoTime() - due >= 0;
    exchange.sendResponseHeaders(known ? body.equals("{\"batch\":[]}") ? 400 : 200 : 401, -1);
    exchange.close();
  }

  /** Makes a jar that runs this class. */
  static void writeJar(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    Files.createDirectories(jar.getParent());
    var name = FakeService.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file, manifest);
        var code = FakeService.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
      out.closeEntry();
    }
  }
}
