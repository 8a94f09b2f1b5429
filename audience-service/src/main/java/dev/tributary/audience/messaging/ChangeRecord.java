package dev.tributary.audience.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.AudienceMembership;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.MemberIdentified;
import dev.tributary.proto.v1.TraitComputed;
import java.util.Set;

/** A change as it stands on the bus. */
final class ChangeRecord {

  private ChangeRecord() {}

  static dev.tributary.proto.v1.Change of(
      String profileId, Change change, Set<Identifier> identifiers) {
    var record = of(change).setProfileId(profileId);
    for (var identifier : identifiers) {
      record.addIdentifiers(wire(identifier));
    }
    return record.build();
  }

  static dev.tributary.proto.v1.Change of(Entity entity, Change change) {
    return of(change).setEntity(entity.kind()).setEntityId(entity.id()).build();
  }

  private static dev.tributary.proto.v1.Change.Builder of(Change change) {
    var record =
        dev.tributary.proto.v1.Change.newBuilder()
            .setDefinition(change.rule().name())
            .setDefinitionVersion(change.rule().version())
            .setVersion(change.version())
            .setCause(cause(change.cause()))
            .setAtMillis(change.atMillis());
    switch (change.kind()) {
      case Change.Kind.Membership(var member) ->
          record.setMembership(AudienceMembership.newBuilder().setMember(member));
      case Change.Kind.Identified(var gained) ->
          record.setIdentified(
              MemberIdentified.newBuilder()
                  .addAllGained(gained.stream().map(ChangeRecord::wire).toList()));
      case Change.Kind.Trait(var value, var previous) ->
          record.setTrait(
              TraitComputed.newBuilder().setValue(json(value)).setPrevious(json(previous)));
    }
    return record;
  }

  private static dev.tributary.proto.v1.Identifier wire(Identifier identifier) {
    return dev.tributary.proto.v1.Identifier.newBuilder()
        .setType(identifier.type())
        .setValue(identifier.value())
        .build();
  }

  private static dev.tributary.proto.v1.Cause cause(Cause cause) {
    var record = dev.tributary.proto.v1.Cause.newBuilder();
    switch (cause) {
      case Cause.ByEvent(var partition, var offset, var messageId) ->
          record
              .setKind(dev.tributary.proto.v1.Cause.Kind.KIND_EVENT)
              .setBirth(Birth.newBuilder().setPartition(partition).setOffset(offset))
              .setMessageId(messageId);
      case Cause.ByTime _ -> record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_TIME);
      case Cause.ByMerge _ -> record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_MERGE);
      case Cause.BySplit _ -> record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_SPLIT);
      case Cause.ByEntity _ -> record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_ENTITY);
      case Cause.BySoftLink _ -> record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_SOFT_LINK);
      case Cause.ByDefinition _ ->
          record.setKind(dev.tributary.proto.v1.Cause.Kind.KIND_DEFINITION);
    }
    return record.build();
  }

  /** JSON text; empty for null, which stands for no value. */
  static ByteString json(Json value) {
    return value instanceof Json.Null
        ? ByteString.EMPTY
        : ByteString.copyFrom(JsonText.write(value));
  }
}
