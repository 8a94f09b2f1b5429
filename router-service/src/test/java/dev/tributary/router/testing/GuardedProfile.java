package dev.tributary.router.testing;

import java.util.HashMap;
import java.util.Map;

/** As {@link RouterProfile}, but with what production allows of addresses and files. */
public final class GuardedProfile extends RouterProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    var overrides = new HashMap<>(super.getConfigOverrides());
    overrides.put("tributary.router.allow-private-addresses", "false");
    overrides.remove("tributary.router.warehouse-directory");
    return overrides;
  }
}
