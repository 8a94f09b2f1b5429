package dev.tributary.identity.wire;

import dev.tributary.identity.domain.linkage.link.SoftLink;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore.Links;
import dev.tributary.proto.v1.SoftLinks;
import java.time.Instant;

/** Soft links as the bus and gRPC tell them. */
public final class SoftLinkWire {

  private SoftLinkWire() {}

  /** The links of one profile, as of an instant. */
  public static SoftLinks toWire(Links links, Instant at) {
    var wire =
        SoftLinks.newBuilder().setProfileId(links.profile().text()).setAtMillis(at.toEpochMilli());
    links.links().forEach(link -> wire.addLinks(toWire(link)));
    return wire.build();
  }

  private static dev.tributary.proto.v1.SoftLink toWire(SoftLink link) {
    var wire =
        dev.tributary.proto.v1.SoftLink.newBuilder()
            .setOtherProfileId(link.other().text())
            .setScore(link.finding().score())
            .setMethod(link.finding().method())
            .setExpiresAtMillis(link.expiresAt().toEpochMilli());
    link.identifiers().forEach(each -> wire.addIdentifiers(DecisionWire.toWire(each)));
    return wire.build();
  }
}
