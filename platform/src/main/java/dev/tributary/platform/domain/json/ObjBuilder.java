package dev.tributary.platform.domain.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an object together field by field. A name that is put again keeps its place and takes the
 * new value. Not thread-safe.
 */
public final class ObjBuilder {

  private static final int FIRST = 8;

  private String[] names;
  private Json[] values;
  private int size;

  /** All fields, once there are more than {@link Members} are for. */
  private @Nullable Map<String, Json> many;

  /** Begins with nothing. */
  public ObjBuilder() {
    names = new String[FIRST];
    values = new Json[FIRST];
  }

  /** Begins with the fields of an object. */
  public ObjBuilder(Json.Obj start) {
    if (start.fields() instanceof Members few) {
      names = few.copyOfNames(Members.MOST);
      values = few.copyOfValues(Members.MOST);
      size = few.size();
    } else {
      names = new String[0];
      values = new Json[0];
      many = new LinkedHashMap<>(start.fields());
    }
  }

  /** Sets a field. */
  public ObjBuilder put(String name, Json value) {
    if (many != null) {
      many.put(name, value);
      return this;
    }
    int at = Members.find(name, names, size);
    if (at >= 0) {
      values[at] = value;
    } else if (size == Members.MOST) {
      many = LinkedHashMap.newLinkedHashMap(4 * Members.MOST);
      for (int i = 0; i < size; i++) {
        many.put(names[i], values[i]);
      }
      many.put(name, value);
    } else {
      if (size == names.length) {
        names = Arrays.copyOf(names, Members.MOST);
        values = Arrays.copyOf(values, Members.MOST);
      }
      names[size] = name;
      values[size] = value;
      size++;
    }
    return this;
  }

  /** The object. What is put afterwards does not change it. */
  public Json.Obj build() {
    return new Json.Obj(
        many == null
            ? Members.ofOwned(Arrays.copyOf(names, size), Arrays.copyOf(values, size))
            : many);
  }
}
