package dev.tributary.platform.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Real servers that belong to one test class, which may kill and restart them. A field of the test
 * of type {@link Servers} is filled with them.
 */
public final class MortalServers implements QuarkusTestResourceLifecycleManager {

  private Servers servers;

  @Override
  public Map<String, String> start() {
    servers = Servers.start();
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
