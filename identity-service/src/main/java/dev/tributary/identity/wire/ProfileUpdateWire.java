package dev.tributary.identity.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.domain.cut.Separation;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.proto.v1.TriggeringEvent;
import java.time.Instant;
import java.util.List;

/**
 * What became of customers, as rows of the profile tables. How a reader makes the graph and the
 * traits of them again stands at {@code IdGraphUpdate}; in whichever order it gets them, and
 * however often.
 */
public final class ProfileUpdateWire {

  /** What a new profile's first event makes it. */
  private static final long FIRST_VERSION = 1;

  private ProfileUpdateWire() {}

  /**
   * The rows of a decision about an event; none where it changed nothing or names nobody.
   *
   * @param joining the event's own identifiers that join: what a merge brings in besides, the graph
   *     tells
   */
  public static List<ProfileUpdate> of(Decision decision, List<Identifier> joining, Event event) {
    if (decision.version() == 0 || !decision.changedSomething()) {
      return List.of();
    }
    var head =
        ProfileUpdate.newBuilder()
            .setSeq(decision.version())
            .setReceivedAtMillis(event.getReceivedAtMillis())
            .setTimestampMillis(event.getTimestampMillis())
            .setTriggeringEvent(cause(event))
            .build();
    return rows(decision, joining, head);
  }

  /** The rows of a decision that no event made. */
  public static List<ProfileUpdate> ofEdit(Decision decision, Instant at) {
    return rows(decision, List.of(), head(decision.version(), at));
  }

  /**
   * The rows of a split; none where it separates nobody. Every identifier that leaves is told anew,
   * and every trait that either side has; older rows of traits are void. So what a side has lost is
   * not told: the store does not know of it any more either, and a later merge could not settle it.
   */
  public static List<ProfileUpdate> of(Separation separation, Instant at) {
    if (!separation.separates()) {
      return List.of();
    }
    var stays = separation.stays();
    var from = stays.cluster().survivor();
    var rows = new RowWriter(head(stays.cluster().version(), at));
    rows.split(from, from, from);
    traits(rows, from, stays);
    for (var part : separation.leave()) {
      var into = part.cluster().survivor();
      for (var node : part.nodes()) {
        rows.split(node, into, from);
        var member = separation.before().nodes().get(node);
        if (member != null) {
          rows.identifier(into, member.identifier());
        }
      }
      traits(rows, into, part);
    }
    return rows.rows();
  }

  /** The profile that a row is about. */
  public static String key(ProfileUpdate row) {
    return switch (row.getRowCase()) {
      case ID_GRAPH -> row.getIdGraph().getProfileId();
      case EXTERNAL_ID_MAPPING -> row.getExternalIdMapping().getProfileId();
      case PROFILE_TRAITS -> row.getProfileTraits().getProfileId();
      case ROW_NOT_SET -> throw new IllegalArgumentException("A row of no table");
    };
  }

  /** The table that a row belongs to. */
  public static String table(ProfileUpdate row) {
    return switch (row.getRowCase()) {
      case ID_GRAPH -> "id_graph_updates";
      case EXTERNAL_ID_MAPPING -> "external_id_mapping_updates";
      case PROFILE_TRAITS -> "profile_traits_updates";
      case ROW_NOT_SET -> throw new IllegalArgumentException("A row of no table");
    };
  }

  /** The table that a row belongs to, as it was sent. */
  public static String tableOf(byte[] row) {
    try {
      return table(ProfileUpdate.parseFrom(row));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A row that this service wrote cannot be read", e);
    }
  }

  private static List<ProfileUpdate> rows(
      Decision decision, List<Identifier> joining, ProfileUpdate head) {
    var profile = decision.profile();
    var rows = new RowWriter(head);
    if (decision.version() == FIRST_VERSION || !decision.merged().isEmpty()) {
      rows.canonical(profile, profile);
    }
    for (var vanished : decision.merged()) {
      rows.canonical(vanished, profile);
    }
    for (var identifier : decision.identifiersAdded()) {
      if (joining.contains(identifier)) {
        rows.identifier(profile, identifier);
      }
    }
    decision.traitChanges().forEach(change -> rows.trait(profile, change));
    decision.settled().forEach(change -> rows.trait(profile, change));
    return rows.rows();
  }

  private static void traits(RowWriter rows, ProfileId profile, Separation.Part part) {
    for (var trait : part.traits().values()) {
      if (!trait.removed()) {
        rows.trait(profile, TraitChange.of(trait));
      }
    }
  }

  private static ProfileUpdate head(long seq, Instant at) {
    return ProfileUpdate.newBuilder()
        .setSeq(seq)
        .setReceivedAtMillis(at.toEpochMilli())
        .setTimestampMillis(at.toEpochMilli())
        .build();
  }

  private static TriggeringEvent cause(Event event) {
    var cause =
        TriggeringEvent.newBuilder()
            .setId(event.getMessageId())
            .setType(event.getType())
            .setSource(event.getSource())
            .setBirth(event.getBirth());
    if (event.getType() == EventType.EVENT_TYPE_TRACK) {
      cause.setName(event.getEvent());
    }
    return cause.build();
  }
}
