package dev.tributary.identity.storage;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.Separation;
import dev.tributary.identity.domain.cut.Separation.Part;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.identity.wire.SplitWire;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Resolved;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Stores a separation, the cut that made it and what is to be told of it, inside a transaction. */
final class CutWrite {

  private final SqlConnection connection;
  private final Separation separation;
  private final Cut cut;
  private final Instant now;
  private final ProfileTables tables;

  CutWrite(
      SqlConnection connection, Separation separation, Cut cut, Instant now, ProfileTables tables) {
    this.connection = connection;
    this.separation = separation;
    this.cut = cut;
    this.now = now;
    this.tables = tables;
  }

  /** Whether it is written; not where the customer is another by now. */
  boolean run() {
    var before = separation.before().cluster();
    var locked = send(CutStatements.LOCK, Tuple.of(before.root().value()));
    if (!locked.iterator().hasNext() || locked.iterator().next().getLong(0) != before.version()) {
      return false;
    }
    remember();
    for (var part : separation.parts()) {
      if (part.cluster().root().equals(before.root())) {
        update(part.cluster());
      } else {
        takeOut(part, before.root());
      }
    }
    if (separation.separates()) {
      send(CutStatements.COUNT_SPLIT, Tuple.tuple());
      tell();
    }
    return true;
  }

  private void remember() {
    var id = cut.id().value();
    send(CutStatements.CUT, Tuple.of(id, cut.author(), cut.reason()));
    var nodes = List.copyOf(separation.sides().entrySet());
    send(
        CutStatements.SIDE,
        Tuple.of(id)
            .addArrayOfUUID(nodes.stream().map(e -> e.getKey().value()).toArray(UUID[]::new))
            .addArrayOfString(nodes.stream().map(e -> e.getValue().name()).toArray(String[]::new)));
    var pairs = List.copyOf(separation.cutLinks());
    var low = pairs.stream().map(pair -> pair.low().value()).toArray(UUID[]::new);
    var high = pairs.stream().map(pair -> pair.high().value()).toArray(UUID[]::new);
    send(CutStatements.CUT_LINK, Tuple.of(id).addArrayOfUUID(low).addArrayOfUUID(high));
    send(CutStatements.MARK_CUT, Tuple.tuple().addArrayOfUUID(low).addArrayOfUUID(high));
  }

  private void update(Cluster cluster) {
    var columns = Columns.of(List.of(cluster)).uuids(each -> each.root().value());
    send(GraphStatements.UPDATE, ClusterColumns.state(columns, each -> each).tuple());
  }

  private void takeOut(Part part, CellId from) {
    var root = part.cluster().root().value();
    var columns =
        Columns.of(List.of(part.cluster()))
            .uuids(each -> each.root().value())
            .uuids(each -> each.root().value());
    send(GraphStatements.CREATE, ClusterColumns.state(columns, each -> each).tuple());
    var nodes = part.nodes().stream().map(ProfileId::value).toArray(UUID[]::new);
    send(CutStatements.GIVE_TO_CELL, Tuple.of(root).addArrayOfUUID(nodes));
    send(CutStatements.TAKE_TRAITS, Tuple.of(root, from.value()).addArrayOfUUID(nodes));
    send(CutStatements.TAKE_SHARED, Tuple.of(root, from.value()).addArrayOfUUID(nodes));
  }

  private void tell() {
    for (var split : SplitWire.of(separation, now)) {
      var value = Resolved.newBuilder().setSplit(split).build().toByteArray();
      send(
          CutStatements.TELL,
          Tuple.of(Topic.RESOLVED.topicName(), split.getFromProfileId(), Buffer.buffer(value)));
    }
    if (tables == ProfileTables.TOLD) {
      var rows = ProfileUpdateWire.of(separation, now);
      OutboxRows.of(rows).forEach(some -> send(CutStatements.TELL_ROWS, some));
    }
  }

  private RowSet<Row> send(String sql, Tuple arguments) {
    return Postgres.await(Postgres.send(connection, sql, arguments));
  }
}
