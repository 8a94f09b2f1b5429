package dev.tributary.router.testing;

import java.util.HashMap;
import java.util.Map;

/** As {@link RouterProfile}, but with the address rules of production. */
public final class GuardedProfile extends RouterProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    var overrides = new HashMap<>(super.getConfigOverrides());
    overrides.put("tributary.router.allow-private-addresses", "false");
    return overrides;
  }
}
