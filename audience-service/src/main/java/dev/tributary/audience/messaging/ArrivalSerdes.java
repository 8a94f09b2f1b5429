package dev.tributary.audience.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.v1.Resolved;
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
        case EVENT -> new Arrival.Observed(resolved.getEvent(), 0);
        case MERGED -> new Arrival.Merged(resolved.getMerged());
        case SPLIT, MEMBERSHIP, SOFT_LINKS, KIND_NOT_SET -> new Arrival.Undecodable();
      };
    } catch (InvalidProtocolBufferException _) {
      return new Arrival.Undecodable();
    }
  }
}
