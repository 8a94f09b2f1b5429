package dev.tributary.router.testing;

import java.util.HashMap;
import java.util.Map;

/** Little room in memory for what waits. */
public class CrowdedProfile extends RouterProfile {

  /** Deliveries of one destination that may be in memory. */
  public static final int ROOM = 100;

  @Override
  public Map<String, String> getConfigOverrides() {
    var overrides = new HashMap<>(super.getConfigOverrides());
    overrides.put("tributary.router.backlog.deliveries", Integer.toString(ROOM));
    return overrides;
  }
}
