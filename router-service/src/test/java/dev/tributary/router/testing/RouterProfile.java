package dev.tributary.router.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loopback allowed, and everything a test would wait for made short. */
public class RouterProfile implements QuarkusTestProfile {

  private static final String SECRETS = "dev.tributary.router.testing.secrets";

  /** Where a test puts secret files; the same in every class loader of the JVM. */
  public static Path secrets() {
    synchronized (System.getProperties()) {
      var known = System.getProperty(SECRETS);
      if (known != null) {
        return Path.of(known);
      }
      try {
        var made = Files.createTempDirectory("router-secrets-");
        System.setProperty(SECRETS, made.toString());
        return made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where destinations that are files lie. */
  public static Path warehouse() {
    return secrets().resolve("warehouse");
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "tributary.router.allow-private-addresses", "true",
        "tributary.router.secret-directories", secrets().toString(),
        "tributary.router.warehouse-directory", warehouse().toString(),
        "quarkus.grpc.clients.identity.test-port", Integer.toString(FakeIdentity.port()),
        "quarkus.grpc.clients.audience.test-port", Integer.toString(FakeAudience.port()),
        "tributary.router.lists.settle", "1s",
        "tributary.router.timeouts.response", "1s",
        "tributary.router.retry.first-delay", "50ms",
        "tributary.router.retry.longest-delay", "2s",
        "tributary.router.retry.max-age", "4s");
  }
}
