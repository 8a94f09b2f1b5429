package dev.tributary.identity.storage;

import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.Node;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The nodes and clusters that were found for a batch. */
record Found(Map<Identifier, Node> nodes, Map<CellId, Cluster> clusters) {

  static Found of(RowSet<Row> rows, Batch batch) {
    var nodes = new HashMap<Identifier, Node>();
    var clusters = new HashMap<CellId, Cluster>();
    for (var row : rows) {
      var id = new ProfileId(row.getUUID(0));
      var root = new CellId(row.getUUID(4));
      var identifier = batch.identifiers().get(id);
      if (identifier == null) {
        throw new IllegalStateException("An identifier nobody asked for");
      }
      nodes.put(identifier, new Node(id, root, ClusterColumns.origin(row, 1)));
      clusters.computeIfAbsent(root, _ -> ClusterColumns.read(row, 4));
    }
    return new Found(nodes, clusters);
  }

  /** One row a pair and day; what rows say of one pair adds up. */
  static Map<Pair, Sighting> links(Iterable<Row> rows) {
    var links = new HashMap<Pair, Sighting>();
    for (var row : rows) {
      var pair = new Pair(new ProfileId(row.getUUID(0)), new ProfileId(row.getUUID(1)));
      var day = row.getInteger(6);
      Set<Integer> days = day == null ? Set.of() : Set.of(day);
      var sighting = new Sighting(ClusterColumns.origin(row, 3), days, row.getString(2));
      links.merge(pair, sighting, Sighting::and);
    }
    return links;
  }
}
