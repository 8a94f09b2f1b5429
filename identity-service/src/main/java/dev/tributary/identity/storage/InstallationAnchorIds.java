package dev.tributary.identity.storage;

import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import jakarta.enterprise.context.ApplicationScoped;

/** The ids of identifiers, by this installation's secret. */
@ApplicationScoped
class InstallationAnchorIds implements AnchorIds {

  private final Installation installation;

  InstallationAnchorIds(Installation installation) {
    this.installation = installation;
  }

  @Override
  public ProfileId of(Identifier identifier) {
    return installation.ids().of(identifier);
  }
}
