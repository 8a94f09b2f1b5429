package dev.tributary.identity;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Many small batches give a server many moments to die in. All tests whose servers die have this
 * one, so that one application and one set of servers are enough for them: who kills a server
 * leaves it running.
 */
public final class OutageProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "tributary.identity.batch-size", "20", "tributary.identity.follower.batch-size", "20");
  }
}
