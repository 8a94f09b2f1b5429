package dev.tributary.identity.http;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.platform.domain.InvalidValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds the profile that a path of the Profile API names. */
@ApplicationScoped
class UserProfiles {

  private static final String PROFILE_ID = "profile_id";

  private final Profiles profiles;

  UserProfiles(Profiles profiles) {
    this.profiles = profiles;
  }

  /**
   * The one.
   *
   * @param id {@code type:value}, of an identifier or {@code profile_id}
   * @throws ApiError if there is not one
   */
  Profile find(String space, String id) {
    if (!space.equals("default")) {
      throw ApiError.noSuchCollection();
    }
    return switch (find(id)) {
      case Found.One(var profile) -> profile;
      case Found.Nobody _ -> throw ApiError.notFound("No profile has that external id");
      case Found.Several _ ->
          throw ApiError.ambiguous(
              "Several profiles share that external id; ask by one that is a profile's own");
    };
  }

  /** Whether what is answered about the one of this name changes only together with its profile. */
  boolean isOwn(String id) {
    int colon = colon(id);
    return isProfileId(id, colon) || profiles.isOwn(identifier(id, colon));
  }

  private Found find(String id) {
    int colon = colon(id);
    return isProfileId(id, colon)
        ? profiles.find(profileId(id.substring(colon + 1)))
        : profiles.find(identifier(id, colon));
  }

  private static int colon(String id) {
    int colon = id.indexOf(':');
    if (colon <= 0) {
      throw ApiError.invalid("The profile is not named as type:value, such as user_id:42");
    }
    return colon;
  }

  private static boolean isProfileId(String id, int colon) {
    return id.substring(0, colon).equals(PROFILE_ID);
  }

  private static ProfileId profileId(String value) {
    try {
      return new ProfileId(UUID.fromString(value));
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("The profile id is not one that Tributary gave");
    }
  }

  private static Identifier identifier(String id, int colon) {
    try {
      return Identifier.of(id.substring(0, colon), id.substring(colon + 1));
    } catch (InvalidValue e) {
      throw ApiError.invalid("The " + e.field() + " is " + e.reason());
    }
  }
}
