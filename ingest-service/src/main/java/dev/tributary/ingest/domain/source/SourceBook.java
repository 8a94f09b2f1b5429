package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.definition.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All sources, and whose each write key is. Immutable. Should two sources hold the same key, which
 * only definitions made at the same moment can bring about, it is the first one's by name.
 */
public final class SourceBook {

  public static final SourceBook EMPTY = new SourceBook(Map.of());

  private final Map<String, SourceSpec> specs;
  private final Map<String, Source> byKey = new HashMap<>();

  /**
   * @param specs by name, in the order of the names
   */
  private SourceBook(Map<String, SourceSpec> specs) {
    this.specs = specs;
    specs.forEach((name, spec) -> {
      var source = new Source(name, spec.enabled(), spec.origins(), spec.ip());
      spec.writeKeys().forEach(key -> byKey.putIfAbsent(key, source));
      var disabled = new Source(name, false, spec.origins(), spec.ip());
      spec.disabledKeys().forEach(key -> byKey.putIfAbsent(key, disabled));
    });
  }

  /** The source whose key this is. */
  public Optional<Source> withKey(String writeKey) {
    return Optional.ofNullable(byKey.get(writeKey));
  }

  /** This book with one source set or replaced. */
  public SourceBook with(String name, SourceSpec spec) {
    var copy = new TreeMap<>(specs);
    copy.put(name, spec);
    return new SourceBook(copy);
  }

  /** This book without one source. */
  public SourceBook without(String name) {
    var copy = new TreeMap<>(specs);
    copy.remove(name);
    return new SourceBook(copy);
  }

  /** Which keys of a source are another's already, each named by its path. */
  public List<Violation> clashesOf(String name, SourceSpec spec) {
    var clashes = new ArrayList<Violation>();
    clashes.addAll(clashesOf(name, SourceSpec.WRITE_KEYS, spec.writeKeys()));
    clashes.addAll(clashesOf(name, SourceSpec.DISABLED_KEYS, spec.disabledKeys()));
    return List.copyOf(clashes);
  }

  private List<Violation> clashesOf(String name, String field, List<String> keys) {
    var others = without(name);
    var clashes = new ArrayList<Violation>();
    for (int i = 0; i < keys.size(); i++) {
      var path = "spec." + SourceSpec.path(field, i);
      others
          .withKey(keys.get(i))
          .ifPresent(owner ->
              clashes.add(
                  new Violation(path, "is a write key of source " + owner.name() + " already")));
    }
    return clashes;
  }
}
