package dev.tributary.identity.wire;

import com.google.protobuf.ByteString;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.entity.News;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.TraitChange;
import java.util.ArrayList;
import java.util.List;

/** What is told of memberships, as records of {@code resolved}. */
public final class EntityWire {

  /** Traits go into a further record where one would become larger, by what they take. */
  static final int MAX_TRAIT_BYTES = 500_000;

  private EntityWire() {}

  /** One record, or as many as the traits need; each holds by itself. */
  public static List<Resolved> toResolved(News news) {
    var records = new ArrayList<Resolved>(1);
    var membership = membership(news);
    int bytes = 0;
    for (var trait : news.traits()) {
      var change = change(trait);
      if (bytes > 0 && bytes + change.getSerializedSize() > MAX_TRAIT_BYTES) {
        records.add(Resolved.newBuilder().setMembership(membership).build());
        membership = membership(news);
        bytes = 0;
      }
      membership.addTraits(change);
      bytes += change.getSerializedSize();
    }
    records.add(Resolved.newBuilder().setMembership(membership).build());
    return records;
  }

  private static EntityMembership.Builder membership(News news) {
    return EntityMembership.newBuilder()
        .setProfileId(news.profile().text())
        .setEntity(news.entity().entity())
        .setEntityId(news.entity().id())
        .setMember(news.member())
        .setAtMillis(news.at().toEpochMilli())
        .setVersion(news.version());
  }

  private static TraitChange change(EntityTrait trait) {
    long time = trait.stamp().time().toEpochMilli();
    var change =
        TraitChange.newBuilder().setName(trait.name()).setTimestampMillis(time).setPrecedence(time);
    if (!trait.removed()) {
      change.setValue(ByteString.copyFrom(JsonText.write(trait.value())));
    }
    return change.build();
  }
}
