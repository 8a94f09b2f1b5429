package dev.tributary.ingest.domain.source;

import dev.tributary.ingest.domain.oauth.OAuth;
import dev.tributary.platform.domain.definition.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All sources, and whose each write key is. Immutable. Should two sources hold the same key, which
 * only definitions made at the same moment can bring about, it is the first one's by name.
 */
public final class SourceBook {

  public static final SourceBook EMPTY = new SourceBook(Map.of());

  private final Map<String, SourceSpec> specs;
  private final List<OAuth> oauths;
  private final Map<String, Source> byName = new HashMap<>();
  private final Map<String, Source> byKey = new HashMap<>();
  private final Map<String, String> keysByPath = new HashMap<>();
  private final Map<String, String> ownersByPath = new HashMap<>();

  /**
   * @param specs by name, in the order of the names
   */
  private SourceBook(Map<String, SourceSpec> specs) {
    this.specs = specs;
    this.oauths = specs.values().stream().flatMap(spec -> spec.rules().oauth().stream()).toList();
    specs.forEach((name, spec) -> {
      var source = new Source(name, spec.enabled(), spec.rules(), spec.webhook());
      byName.put(name, source);
      spec.writeKeys().forEach(key -> byKey.putIfAbsent(key, source));
      var disabled = new Source(name, false, spec.rules(), spec.webhook());
      spec.disabledKeys().forEach(key -> byKey.putIfAbsent(key, disabled));
      for (var path : spec.paths()) {
        keysByPath.putIfAbsent(path, spec.writeKeys().getFirst());
        ownersByPath.putIfAbsent(path, name);
      }
    });
  }

  /** The source of a name. */
  public Optional<Source> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The source whose key this is. */
  public Optional<Source> withKey(String writeKey) {
    return Optional.ofNullable(byKey.get(writeKey));
  }

  /** The write key for which a path's first part stands: the first one of its source. */
  public Optional<String> keyOfPath(String alias) {
    return Optional.ofNullable(keysByPath.get(alias));
  }

  /** How clients of each source that has it get tokens. */
  public List<OAuth> oauths() {
    return oauths;
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

  /** Which keys and paths of a source are another's already, each named by its place. */
  public List<Violation> clashesOf(String name, SourceSpec spec) {
    var clashes = new ArrayList<Violation>();
    var others = without(name);
    Function<String, @Nullable String> ownerOfKey =
        key -> others.withKey(key).map(Source::name).orElse(null);
    clashes.addAll(clashesOf(SourceSpec.WRITE_KEYS, spec.writeKeys(), "write key", ownerOfKey));
    clashes.addAll(
        clashesOf(SourceSpec.DISABLED_KEYS, spec.disabledKeys(), "write key", ownerOfKey));
    clashes.addAll(clashesOf(SourceSpec.PATHS, spec.paths(), "path", others.ownersByPath::get));
    return List.copyOf(clashes);
  }

  private static List<Violation> clashesOf(
      String field, List<String> values, String noun, Function<String, @Nullable String> owner) {
    var clashes = new ArrayList<Violation>();
    for (int i = 0; i < values.size(); i++) {
      var other = owner.apply(values.get(i));
      if (other != null) {
        clashes.add(
            new Violation(
                "spec." + SourceSpec.path(field, i),
                "is a " + noun + " of source " + other + " already"));
      }
    }
    return clashes;
  }
}
