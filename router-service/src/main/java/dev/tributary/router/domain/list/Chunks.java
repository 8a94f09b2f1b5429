package dev.tributary.router.domain.list;

import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.request.Draft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Divides drafts of one action into what may share a request. */
final class Chunks {

  private Chunks() {}

  private static final class Open {
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<String> distinct = new HashSet<>();
    private long bytes;

    boolean hasRoom(Draft draft, Batch.Many limits) {
      return drafts.size() < limits.size()
          && bytes + draft.bytes() <= limits.bytes()
          && Collections.disjoint(distinct, draft.distinct());
    }

    void add(Draft draft) {
      drafts.add(draft);
      distinct.addAll(draft.distinct());
      bytes += draft.bytes();
    }
  }

  /** Each draft in one of them; none is empty. */
  static List<List<Draft>> of(Collection<Draft> drafts, Batch batch) {
    if (!(batch instanceof Batch.Many limits)) {
      return drafts.stream().map(List::of).toList();
    }
    var chunks = new ArrayList<Open>();
    var open = new LinkedHashMap<String, Open>();
    for (var draft : drafts) {
      var chunk = open.get(draft.group());
      if (chunk == null || !chunk.hasRoom(draft, limits)) {
        chunk = new Open();
        chunks.add(chunk);
        open.put(draft.group(), chunk);
      }
      chunk.add(draft);
    }
    return chunks.stream().map(chunk -> List.copyOf(chunk.drafts)).toList();
  }
}
