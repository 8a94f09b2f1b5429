package dev.tributary.audience.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.softlink.SoftLink;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.SoftLinks;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Readers of the two topics. Neither throws: what cannot be read is an arrival of its own. */
final class ArrivalSerdes {

  private ArrivalSerdes() {}

  /** Values of {@code resolved}. */
  static Deserializer<Arrival> resolved() {
    return (_, bytes) -> readResolved(bytes);
  }

  /** Values of {@code moves}. */
  static Deserializer<Arrival> moves() {
    return (_, bytes) -> bytes == null ? new Arrival.Undecodable() : MoveRecord.read(bytes);
  }

  private static Arrival readResolved(byte @Nullable [] bytes) {
    if (bytes == null) {
      return new Arrival.Undecodable();
    }
    try {
      var resolved = Resolved.parseFrom(bytes);
      return switch (resolved.getKindCase()) {
        case EVENT -> observed(resolved.getEvent());
        case MERGED -> new Arrival.Merged(resolved.getMerged());
        case SPLIT -> new Arrival.Split(resolved.getSplit());
        case MEMBERSHIP -> {
          var membership = resolved.getMembership();
          yield new Arrival.Related(membership, travel(membership.getVersion()));
        }
        case SOFT_LINKS -> new Arrival.Linked(links(resolved.getSoftLinks()));
        case KIND_NOT_SET -> new Arrival.Undecodable();
      };
    } catch (InvalidProtocolBufferException _) {
      return new Arrival.Undecodable();
    }
  }

  private static Arrival observed(ResolvedEvent event) {
    return new Arrival.Observed(event, new Arrival.Position.OfRecord(), travel(event.getVersion()));
  }

  private static List<SoftLink> links(SoftLinks told) {
    return told.getLinksList().stream()
        .map(link ->
            new SoftLink(link.getOtherProfileId(), link.getScore(), link.getExpiresAtMillis()))
        .toList();
  }

  private static Travel travel(long version) {
    return version > 0 ? Travel.asOf(version) : Travel.untracked();
  }
}
