package dev.tributary.identity.audience;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** audience-service is where {@link FakeAudience} listens, and is not waited for long. */
public class AudienceProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.grpc.clients.audience.test-port",
        Integer.toString(FakeAudience.port()),
        "tributary.identity.profile-api.audience-timeout",
        "PT5S");
  }
}
