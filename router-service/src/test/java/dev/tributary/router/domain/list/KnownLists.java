package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lists that are remembered, and how many were made. */
final class KnownLists implements Lists {

  private final Map<Key, Json.Obj> known = new HashMap<>();
  int made;

  @Override
  public Optional<Json.Obj> find(Key key) {
    return Optional.ofNullable(known.get(key));
  }

  @Override
  public Json.Obj findOrMake(Key key, Maker maker) throws Maker.NotMade {
    made++;
    var list = maker.make();
    known.put(key, list);
    return list;
  }
}
