package dev.tributary.identity.wire;

import dev.tributary.identity.domain.cut.Component;
import dev.tributary.identity.domain.cut.Separation;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.proto.v1.ProfileSplit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link Separation} as the {@code ProfileSplit}s that tell of it. */
public final class SplitWire {

  /** Half of what a record may be, so that the last thing added never makes it too large. */
  static final int FULL_BYTES = 400_000;

  private SplitWire() {}

  /** At least one for each customer that leaves; more where one would be too large. */
  public static List<ProfileSplit> of(Separation separation, Instant at) {
    var splits = new ArrayList<ProfileSplit>();
    var stays = separation.stays().cluster();
    var fromTraits = separation.changesOfStaying();
    for (var part : separation.leave()) {
      var head =
          ProfileSplit.newBuilder()
              .setFromProfileId(stays.survivor().text())
              .setIntoProfileId(part.cluster().survivor().text())
              .setSplitAtMillis(at.toEpochMilli())
              .setVersion(stays.version())
              .build();
      splits.addAll(records(head, separation, part, fromTraits));
      fromTraits = List.of();
    }
    return splits;
  }

  private static List<ProfileSplit> records(
      ProfileSplit head,
      Separation separation,
      Separation.Part part,
      List<TraitChange> fromTraits) {
    var filling = new Filling(head);
    for (var identifier : part.identifiers()) {
      var wire = DecisionWire.toWire(identifier);
      filling.record().addIdentifiers(wire);
      filling.grow(wire.getSerializedSize());
    }
    for (var change : fromTraits) {
      var wire = withAnchor(change, separation.stays(), separation.before());
      filling.record().addFromTraits(wire);
      filling.grow(wire.getSerializedSize());
    }
    for (var trait : part.traits().values()) {
      if (!trait.removed()) {
        var wire = withAnchor(TraitChange.of(trait), part, separation.before());
        filling.record().addIntoTraits(wire);
        filling.grow(wire.getSerializedSize());
      }
    }
    return filling.done();
  }

  private static dev.tributary.proto.v1.TraitChange withAnchor(
      TraitChange change, Separation.Part part, Component component) {
    var wire = DecisionWire.toWire(change);
    var holds = part.traits().get(change.name());
    var anchor = holds == null ? null : component.nodes().get(holds.anchor());
    return anchor == null
        ? wire
        : wire.toBuilder().setAnchor(DecisionWire.toWire(anchor.identifier())).build();
  }

  /** Fills one record after the other. */
  private static final class Filling {

    private final ProfileSplit head;
    private final List<ProfileSplit> full = new ArrayList<>();
    private ProfileSplit.Builder record;
    private int bytes;

    private Filling(ProfileSplit head) {
      this.head = head;
      this.record = head.toBuilder();
    }

    private ProfileSplit.Builder record() {
      return record;
    }

    private void grow(int by) {
      bytes += by;
      if (bytes > FULL_BYTES) {
        full.add(record.build());
        record = head.toBuilder();
        bytes = 0;
      }
    }

    private List<ProfileSplit> done() {
      if (bytes > 0 || full.isEmpty()) {
        full.add(record.build());
      }
      return full;
    }
  }
}
