package dev.tributary.identity.wire;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Sha256;
import dev.tributary.identity.domain.profile.StableIds;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.proto.v1.ExternalIdMappingUpdate;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.ProfileTraitsUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the rows of one change of one customer. A row's id follows from the change and from what
 * the row is about, of which a change has one row: so it is the same whenever the change is told.
 */
final class RowWriter {

  private static final HexFormat HEX = HexFormat.of();

  private final ProfileUpdate head;
  private final String change;
  private final List<ProfileUpdate> rows = new ArrayList<>();

  /**
   * Begins.
   *
   * @param head what all rows have in common: times, the number of the change, its cause
   */
  RowWriter(ProfileUpdate head) {
    this.head = head;
    var birth = head.getTriggeringEvent().getBirth();
    this.change =
        head.hasTriggeringEvent()
            ? head.getSeq() + "/" + birth.getPartition() + "/" + birth.getOffset() + "/"
            : head.getSeq() + "//";
  }

  List<ProfileUpdate> rows() {
    return rows;
  }

  void canonical(ProfileId profile, ProfileId canonical) {
    graph(
        IdGraphUpdate.newBuilder()
            .setProfileId(profile.text())
            .setCanonicalProfileId(canonical.text()));
  }

  void split(ProfileId profile, ProfileId canonical, ProfileId from) {
    graph(
        IdGraphUpdate.newBuilder()
            .setProfileId(profile.text())
            .setCanonicalProfileId(canonical.text())
            .setSplitFromProfileId(from.text()));
  }

  void identifier(ProfileId profile, Identifier identifier) {
    var type = identifier.type().name();
    var row =
        ExternalIdMappingUpdate.newBuilder()
            .setProfileId(profile.text())
            .setType(type)
            .setValue(identifier.value())
            .setHash(HEX.formatHex(Sha256.of(identifier.value())));
    var thing = type.length() + type + identifier.value();
    rows.add(row("external_id/", row.getProfileId(), thing).setExternalIdMapping(row).build());
  }

  void trait(ProfileId profile, TraitChange change) {
    var row =
        ProfileTraitsUpdate.newBuilder()
            .setProfileId(profile.text())
            .setName(change.name())
            .setValue(DecisionWire.value(change.value()));
    rows.add(row("trait/", row.getProfileId(), change.name()).setProfileTraits(row).build());
  }

  private void graph(IdGraphUpdate.Builder row) {
    rows.add(row("id_graph/", row.getProfileId(), "").setIdGraph(row).build());
  }

  private ProfileUpdate.Builder row(String kind, String profile, String thing) {
    var name = "tributary.profile-update/" + kind + change + profile + "/" + thing;
    return head.toBuilder().setId(StableIds.ofDigest(Sha256.of(name)).toString());
  }
}
