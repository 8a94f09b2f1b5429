package dev.tributary.identity.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ResolvedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A {@link Decision} as the {@code ResolvedEvent} it becomes, and back. */
public final class DecisionWire {

  private DecisionWire() {}

  /** All that is kept of a decision, so that {@link #parse} reads the same. */
  public static byte[] toStored(Decision decision) {
    var stored = toResolved(decision);
    decision.settled().forEach(change -> stored.addSettledTraits(toWire(change)));
    return stored.build().toByteArray();
  }

  /** All of the record but the event itself. */
  public static ResolvedEvent.Builder toResolved(Decision decision) {
    var resolved =
        ResolvedEvent.newBuilder()
            .setProfileId(decision.profile().text())
            .setVersion(decision.version());
    for (var change : decision.traitChanges()) {
      resolved.addTraitChanges(toWire(change));
    }
    for (var change : decision.confirmed()) {
      resolved.addTraitsConfirmed(toWire(change));
    }
    for (var identifier : decision.identifiersAdded()) {
      resolved.addIdentifiersAdded(toWire(identifier));
    }
    for (var merged : decision.merged()) {
      resolved.addMergedProfileIds(merged.text());
    }
    return resolved;
  }

  /** An identifier as it is sent. */
  public static Identifier toWire(dev.tributary.identity.domain.identifier.Identifier identifier) {
    return Identifier.newBuilder()
        .setType(identifier.type().name())
        .setValue(identifier.value())
        .build();
  }

  /** A change of a trait as it is sent. */
  public static dev.tributary.proto.v1.TraitChange toWire(TraitChange change) {
    return dev.tributary.proto.v1.TraitChange.newBuilder()
        .setName(change.name())
        .setValue(value(change.value()))
        .setTimestampMillis(change.time().toEpochMilli())
        .setPrecedence(change.precedence())
        .setTie(change.tie())
        .build();
  }

  /** One record for each profile that vanished, without the event that joined them. */
  public static List<ProfileMerged> merges(Decision decision, Instant at) {
    return decision.merged().stream()
        .map(vanished ->
            ProfileMerged.newBuilder()
                .setFromProfileId(vanished.text())
                .setIntoProfileId(decision.profile().text())
                .setMergedAtMillis(at.toEpochMilli())
                .setVersion(decision.version())
                .build())
        .toList();
  }

  /** Reads what {@link #toStored} wrote. */
  public static Decision parse(byte[] bytes) {
    try {
      var resolved = ResolvedEvent.parseFrom(bytes);
      return new Decision(
          profileId(resolved.getProfileId()),
          resolved.getTraitChangesList().stream().map(DecisionWire::traitChange).toList(),
          resolved.getTraitsConfirmedList().stream().map(DecisionWire::traitChange).toList(),
          resolved.getIdentifiersAddedList().stream().map(DecisionWire::identifier).toList(),
          resolved.getMergedProfileIdsList().stream().map(DecisionWire::profileId).toList(),
          resolved.getSettledTraitsList().stream().map(DecisionWire::traitChange).toList(),
          resolved.getVersion());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A stored decision cannot be read", e);
    }
  }

  private static TraitChange traitChange(dev.tributary.proto.v1.TraitChange change) {
    var value =
        change.getValue().isEmpty()
            ? Json.Null.VALUE
            : JsonText.parse(change.getValue().toByteArray());
    return new TraitChange(
        change.getName(),
        value,
        Instant.ofEpochMilli(change.getTimestampMillis()),
        change.getPrecedence(),
        change.getTie());
  }

  private static dev.tributary.identity.domain.identifier.Identifier identifier(Identifier wire) {
    return new dev.tributary.identity.domain.identifier.Identifier(
        new IdentifierType(wire.getType()), wire.getValue());
  }

  private static ProfileId profileId(String text) {
    return new ProfileId(UUID.fromString(text));
  }

  static ByteString value(Json value) {
    return value instanceof Json.Null
        ? ByteString.EMPTY
        : ByteString.copyFrom(JsonText.write(value));
  }
}
