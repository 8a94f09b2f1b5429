package dev.tributary.identity.grpc;

import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.wire.SoftLinkWire;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.proto.v1.Links;
import dev.tributary.proto.v1.ListSoftLinksRequest;
import dev.tributary.proto.v1.SoftLinks;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.UUID;

/** Tells other services who is probably the same customer. */
@GrpcService
@RolesAllowed(Roles.VIEWER)
class LinksService implements Links {

  private final SoftLinkStore links;
  private final Clock clock;
  private final GrpcAnswers answers;

  LinksService(SoftLinkStore links, Clock clock, GrpcAnswers answers) {
    this.links = links;
    this.clock = clock;
    this.answers = answers;
  }

  @Override
  public Uni<SoftLinks> listSoftLinks(ListSoftLinksRequest request) {
    return answers.by(() -> {
      var found = links.of(profileId(request.getProfileId()), minimum(request.getMinimum()));
      return SoftLinkWire.toWire(found, clock.instant());
    });
  }

  private static ProfileId profileId(String text) {
    try {
      return new ProfileId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("profile_id", "not one that Tributary gave");
    }
  }

  private static double minimum(double minimum) {
    if (minimum >= 0 && minimum <= 1) {
      return minimum;
    }
    throw new InvalidValue("minimum", "not from 0 to 1");
  }
}
