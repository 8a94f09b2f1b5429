package dev.tributary.identity.linkage;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service with linkage enabled. */
public final class LinkageProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("tributary.identity.linkage.enabled", "true");
  }
}
