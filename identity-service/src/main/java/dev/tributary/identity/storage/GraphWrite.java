package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Changes.Created;
import dev.tributary.identity.domain.graph.Changes.LinkWrite;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Resolved;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One transaction that stores {@link Changes}, in one round trip: everything is sent at once, the
 * commit included. A statement that meets other rows than it must fails, and so does all after it.
 */
final class GraphWrite {

  private final SqlConnection connection;
  private final Changes changes;
  private final Clock clock;
  private final ProfileTables tables;
  private final List<Future<?>> sent = new ArrayList<>();

  GraphWrite(SqlConnection connection, Changes changes, Clock clock, ProfileTables tables) {
    this.connection = connection;
    this.changes = changes;
    this.clock = clock;
    this.tables = tables;
  }

  /** Begins the transaction, and tells whether the changes are stored now. */
  boolean run() {
    sent.add(connection.query(GraphStatements.BEGIN).execute());
    return end();
  }

  /** Ends the transaction that was begun, and tells whether the changes are stored now. */
  boolean end() {
    boolean ended = false;
    try {
      lock();
      create();
      update();
      move();
      give();
      seeEarlier();
      link(GraphStatements.LINK, changes.links());
      link(GraphStatements.TURN, changes.turned());
      link(GraphStatements.SEE, changes.seen());
      share();
      writeTraits();
      decide();
      tell();
      sent.add(connection.query("COMMIT").execute());
      ended = true;
      // In their order: what fails after the first says only that the transaction is aborted.
      sent.forEach(Postgres::await);
      return true;
    } catch (Unavailable e) {
      if (Postgres.lostRace(e)) {
        return false;
      }
      throw e;
    } finally {
      if (!ended) {
        connection.query("ROLLBACK").execute();
      }
    }
  }

  private void lock() {
    var arguments =
        Columns.of(changes.expected().entrySet())
            .uuids(expected -> expected.getKey().value())
            .longs(Map.Entry::getValue)
            .tuple();
    send(GraphStatements.LOCK, arguments);
  }

  private void create() {
    if (changes.created().isEmpty()) {
      return;
    }
    var columns =
        Columns.of(changes.created())
            .uuids(created -> created.cell().value())
            .uuids(created -> created.root().value());
    var arguments = ClusterColumns.state(columns, Created::state).tuple();
    send(GraphStatements.CREATE, arguments);
  }

  private void update() {
    if (changes.roots().isEmpty()) {
      return;
    }
    var columns = Columns.of(changes.roots()).uuids(cluster -> cluster.root().value());
    var arguments = ClusterColumns.state(columns, Function.identity()).tuple();
    send(GraphStatements.UPDATE, arguments);
  }

  private void move() {
    if (changes.moved().isEmpty()) {
      return;
    }
    var moved = changes.moved().entrySet();
    send(GraphStatements.MOVE_ABSORBED, fromInto(moved));
    send(GraphStatements.MOVE_ROOT, fromInto(moved));
    send(GraphStatements.MOVE_TRAITS, fromInto(moved));
    send(GraphStatements.MOVE_SHARED, fromInto(moved));
  }

  private void give() {
    if (changes.identifiers().isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(changes.identifiers())
            .uuids(given -> given.node().id().value())
            .texts(given -> given.identifier().type().name())
            .texts(given -> given.identifier().value())
            .uuids(given -> given.node().root().value())
            .longs(given -> millis(given.node().first()))
            .texts(given -> given.node().first().source())
            .texts(given -> given.node().first().messageId())
            .tuple();
    send(GraphStatements.GIVE, arguments);
  }

  private void seeEarlier() {
    if (changes.older().isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(changes.older())
            .uuids(node -> node.id().value())
            .longs(node -> millis(node.first()))
            .texts(node -> node.first().source())
            .texts(node -> node.first().messageId())
            .tuple();
    send(GraphStatements.OLDER, arguments);
  }

  private void link(String statement, List<LinkWrite> links) {
    if (links.isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(links)
            .uuids(link -> link.pair().low().value())
            .uuids(link -> link.pair().high().value())
            .texts(link -> link.sighting().apart())
            .texts(link -> isApart(link) ? link.other().type().name() : null)
            .texts(link -> isApart(link) ? link.other().value() : null)
            .longs(link -> millis(link.sighting().first()))
            .texts(link -> link.sighting().first().source())
            .texts(link -> link.sighting().first().messageId())
            .texts(link -> days(link.sighting()))
            .tuple();
    send(statement, arguments);
  }

  private void share() {
    if (changes.shared().isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(changes.shared())
            .texts(shared -> shared.identifier().type().name())
            .texts(shared -> shared.identifier().value())
            .uuids(shared -> shared.root().value())
            .uuids(shared -> shared.anchor().value())
            .longs(shared -> millis(shared.origin()))
            .texts(shared -> shared.origin().source())
            .texts(shared -> shared.origin().messageId())
            .tuple();
    send(GraphStatements.SHARE, arguments);
  }

  private void writeTraits() {
    if (changes.traits().isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(changes.traits())
            .uuids(write -> write.root().value())
            .texts(write -> write.trait().name())
            .uuids(write -> write.trait().anchor().value())
            .texts(write -> TraitColumns.value(write.trait()))
            .longs(write -> write.trait().precedence())
            .longs(write -> write.trait().stamp().time().toEpochMilli())
            .ints(write -> write.trait().stamp().birth().partition())
            .longs(write -> write.trait().stamp().birth().offset())
            .longs(write -> millis(write.trait().origin()))
            .texts(write -> write.trait().origin().source())
            .texts(write -> write.trait().origin().messageId())
            .tuple();
    send(GraphStatements.WRITE_TRAITS, arguments);
  }

  private void decide() {
    if (changes.decisions().isEmpty()) {
      return;
    }
    var arguments =
        Columns.of(changes.decisions())
            .ints(stored -> stored.birth().partition())
            .longs(stored -> stored.birth().offset())
            .texts(stored -> stored.messageId())
            .bytes(stored -> DecisionWire.toStored(stored.decision()))
            .tuple();
    send(GraphStatements.DECIDE, arguments);
  }

  /** Who merged without an event is told by records of its own. */
  private void tell() {
    for (var decision : changes.told()) {
      for (var merged : DecisionWire.merges(decision, clock.instant())) {
        var value = Resolved.newBuilder().setMerged(merged).build().toByteArray();
        send(
            CutStatements.TELL,
            Tuple.of(Topic.RESOLVED.topicName(), merged.getFromProfileId(), Buffer.buffer(value)));
      }
      if (tables == ProfileTables.TOLD) {
        var rows = ProfileUpdateWire.ofEdit(decision, clock.instant());
        OutboxRows.of(rows).forEach(some -> send(CutStatements.TELL_ROWS, some));
      }
    }
  }

  private void send(String statement, Tuple arguments) {
    sent.add(Postgres.send(connection, statement, arguments));
  }

  private static Tuple fromInto(Collection<Map.Entry<CellId, CellId>> moved) {
    return Columns.of(moved)
        .uuids(move -> move.getKey().value())
        .uuids(move -> move.getValue().value())
        .tuple();
  }

  private static long millis(Origin origin) {
    return origin.receivedAt().toEpochMilli();
  }

  private static boolean isApart(LinkWrite link) {
    return !link.sighting().apart().isEmpty();
  }

  private static String days(Sighting sighting) {
    var days = sighting.days();
    return days.size() == 1
        ? days.iterator().next().toString()
        : days.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
