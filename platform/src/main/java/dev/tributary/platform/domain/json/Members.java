package dev.tributary.platform.domain.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object that has few, as most have: in their order, in two arrays, never changed.
 * Made, copied and walked through in less time and memory than a linked map; a name is looked for
 * one by one, which for so few is no slower. Objects of more fields are linked maps.
 */
final class Members extends AbstractMap<String, Json> {

  /** Most fields; also a bound for what names of equal hashes, chosen to do harm, can cost. */
  static final int MOST = 16;

  private final String[] names;
  private final Json[] values;

  private Members(String[] names, Json[] values) {
    this.names = names;
    this.values = values;
  }

  /** Fields that nobody can change, in the order of a map. */
  static Map<String, Json> of(Map<String, Json> fields) {
    if (fields instanceof Members) {
      return fields;
    }
    int size = fields.size();
    if (size > MOST) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
    var names = new String[size];
    var values = new Json[size];
    int i = 0;
    for (var field : fields.entrySet()) {
      names[i] = field.getKey();
      values[i] = field.getValue();
      i++;
    }
    return new Members(names, values);
  }

  /** Those of two arrays, which are not touched any more. No name comes twice. */
  static Members ofOwned(String[] names, Json[] values) {
    return new Members(names, values);
  }

  /** The names, with room for so many. */
  String[] copyOfNames(int room) {
    return Arrays.copyOf(names, room);
  }

  /** The values in the order of the names, with room for so many. */
  Json[] copyOfValues(int room) {
    return Arrays.copyOf(values, room);
  }

  /** Where a name stands among the first so many; negative where it does not. */
  static int find(String name, String[] names, int size) {
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      if (names[i].hashCode() == hash && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    int at = name instanceof String text ? find(text, names, names.length) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && find(text, names, names.length) >= 0;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Json>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Json>> {

    @Override
    public int size() {
      return names.length;
    }

    @Override
    public Iterator<Map.Entry<String, Json>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public Map.Entry<String, Json> next() {
          if (next >= names.length) {
            throw new NoSuchElementException();
          }
          int at = next++;
          return Map.entry(names[at], values[at]);
        }
      };
    }
  }
}
