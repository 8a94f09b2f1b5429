package dev.tributary.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real servers for {@code @QuarkusTest}: {@code @WithTestResource(EmbeddedServers.class)}. Started
 * by the first test class that asks and shared by all others in the JVM, so tests must not assume
 * that a topic or table is empty; a test that kills servers uses {@link MortalServers}.
 */
public final class EmbeddedServers implements QuarkusTestResourceLifecycleManager {

  /**
   * Where the configuration of the running servers is kept, as strings: Quarkus loads this class
   * more than once in a JVM.
   */
  private static final String SHARED = "dev.tributary.platform.testing.servers.";

  @Override
  public Map<String, String> start() {
    synchronized (System.getProperties()) { // The lock that every loading of this class shares.
      var shared = shared();
      if (!shared.isEmpty()) {
        return shared;
      }
      var servers = Servers.start();
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
      servers.configuration().forEach((key, value) -> System.setProperty(SHARED + key, value));
      return servers.configuration();
    }
  }

  /** The servers outlive the test class: the end of the JVM ends them. */
  @Override
  public void stop() {}

  private static Map<String, String> shared() {
    var shared = new HashMap<String, String>();
    for (var name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SHARED)) {
        shared.put(name.substring(SHARED.length()), System.getProperty(name));
      }
    }
    return shared;
  }
}
