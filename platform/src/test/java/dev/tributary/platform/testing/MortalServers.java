package dev.tributary.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Real servers that belong to one test class, which may kill and restart them. A field of the test
 * of type {@link Servers} is filled with them. With the argument {@code start=down} all of them are
 * down when the service starts.
 */
public final class MortalServers implements QuarkusTestResourceLifecycleManager {

  private Servers servers;
  private boolean down;

  @Override
  public void init(Map<String, String> arguments) {
    down = "down".equals(arguments.get("start"));
  }

  @Override
  public Map<String, String> start() {
    servers = Servers.start();
    if (down) {
      servers.killKafka();
      servers.killPostgres();
      servers.killRedis();
    }
    return servers.configuration();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(servers, new TestInjector.MatchesType(Servers.class));
  }

  @Override
  public void stop() {
    if (servers != null) {
      servers.close();
    }
  }
}
