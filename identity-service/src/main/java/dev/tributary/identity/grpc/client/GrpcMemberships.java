package dev.tributary.identity.grpc.client;

import dev.tributary.identity.domain.audience.Memberships;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.MembershipsGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Memberships and computed traits as audience-service has them. */
@ApplicationScoped
class GrpcMemberships implements Memberships {

  private final AudienceCalls audience;

  GrpcMemberships(AudienceCalls audience) {
    this.audience = audience;
  }

  @Override
  public Concluded of(ProfileId profile) {
    var request = GetMembershipsRequest.newBuilder().setProfileId(profile.text()).build();
    var answer =
        audience.ask(call -> call.with(MembershipsGrpc::newBlockingStub).getMemberships(request));
    Map<String, Json> traits = new HashMap<>();
    for (var trait : answer.getTraitsList()) {
      traits.put(trait.getName(), JsonText.parse(trait.getValue().toByteArray()));
    }
    return new Concluded(answer.getAudiencesList(), traits);
  }
}
