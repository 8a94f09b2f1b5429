package dev.tributary.identity;

import dev.tributary.identity.audience.FakeAudience;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * What the service does not have by itself, in one application: linkage is enabled, and
 * audience-service is where {@link FakeAudience} listens, and is not waited for long.
 */
public final class OptionsProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "tributary.identity.linkage.enabled",
        "true",
        "quarkus.grpc.clients.audience.test-port",
        Integer.toString(FakeAudience.port()),
        "tributary.identity.profile-api.audience-timeout",
        "PT5S");
  }
}
