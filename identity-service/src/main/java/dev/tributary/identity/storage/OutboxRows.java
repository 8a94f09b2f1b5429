package dev.tributary.identity.storage;

import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.ProfileUpdate;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of the profile tables as arguments of the statement that puts them into the outbox. */
final class OutboxRows {

  /** A split of a large customer has hundreds of thousands of rows. */
  private static final int MOST = 5_000;

  private OutboxRows() {}

  /** None where there are no rows. */
  static List<Tuple> of(List<ProfileUpdate> rows) {
    return IntStream.range(0, (rows.size() + MOST - 1) / MOST)
        .mapToObj(i -> rows.subList(i * MOST, Math.min(rows.size(), (i + 1) * MOST)))
        .map(OutboxRows::tuple)
        .toList();
  }

  private static Tuple tuple(List<ProfileUpdate> some) {
    var columns =
        Columns.of(some).texts(ProfileUpdateWire::key).bytes(ProfileUpdate::toByteArray).tuple();
    var arguments = Tuple.of(Topic.PROFILE_UPDATES.topicName());
    for (int i = 0; i < columns.size(); i++) {
      arguments.addValue(columns.getValue(i));
    }
    return arguments;
  }
}
