package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tributary.audience.domain.query.MembershipQueries.ProfileTraits;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A profile's traits, by name.
 *
 * @param profileId the profile that survives, where the one asked for was merged
 * @param computed a JSON object, as text
 * @param custom a JSON object, as text
 */
@RegisterForReflection
record TraitsWire(String profileId, @JsonRawValue String computed, @JsonRawValue String custom) {

  static TraitsWire of(ProfileTraits traits) {
    return new TraitsWire(
        traits.profileId(),
        JsonText.writeString(new Json.Obj(traits.computed())),
        JsonText.writeString(new Json.Obj(traits.custom())));
  }
}
