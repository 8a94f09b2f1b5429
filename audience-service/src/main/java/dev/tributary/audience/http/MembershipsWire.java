package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A profile's audiences and computed traits, by name.
 *
 * @param profileId the profile that survives, where the one asked for was merged
 * @param traits a JSON object, as text
 */
@RegisterForReflection
record MembershipsWire(String profileId, List<String> audiences, @JsonRawValue String traits) {

  static MembershipsWire of(MembershipQueries.ProfileMemberships memberships) {
    return new MembershipsWire(
        memberships.profileId(),
        memberships.audiences(),
        JsonText.writeString(new Json.Obj(memberships.traits())));
  }
}
