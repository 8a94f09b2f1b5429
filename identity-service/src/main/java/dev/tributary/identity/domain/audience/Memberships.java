package dev.tributary.identity.domain.audience;

import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Map;

/** Tells what is concluded about profiles. */
public interface Memberships {

  /**
   * What is concluded about a profile; of one that nobody has seen, nothing.
   *
   * @throws dev.tributary.platform.domain.Unavailable while it cannot be told
   */
  Concluded of(ProfileId profile);

  /**
   * What is concluded about a profile.
   *
   * @param audiences names of those it is in
   * @param traits computed traits by name
   */
  record Concluded(List<String> audiences, Map<String, Json> traits) {

    public Concluded {
      audiences = List.copyOf(audiences);
      traits = Map.copyOf(traits);
    }
  }
}
