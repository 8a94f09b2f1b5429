package dev.tributary.audience.identity;

import dev.tributary.audience.domain.query.ProfileName;
import dev.tributary.audience.domain.query.ProfileNames;
import dev.tributary.audience.domain.query.ProfileNames.Found;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Turns what a caller names a profile by into its id, or refuses, in the same words by REST and by
 * gRPC. A profile id is taken as it is: identity-service is not needed for it.
 */
@ApplicationScoped
public class ProfileIds {

  private final ProfileNames names;

  ProfileIds(ProfileNames names) {
    this.names = names;
  }

  /**
   * The id, maybe of a profile that was merged away.
   *
   * @throws Refusal if nobody, or more than one, has the identifier
   */
  public String of(ProfileName name) {
    return switch (name) {
      case ProfileName.ById(var profileId) -> profileId;
      case ProfileName.ByIdentifier(var identifier) -> of(identifier);
    };
  }

  private String of(Identifier identifier) {
    return switch (names.find(identifier)) {
      case Found.One(var profileId) -> profileId;
      case Found.Nobody _ ->
          throw new Refusal(ProblemType.NOT_FOUND, "No profile has that identifier");
      case Found.Several _ ->
          throw new Refusal(
              ProblemType.CONFLICT,
              "Several profiles share that identifier; ask by one that is a profile's own");
    };
  }
}
