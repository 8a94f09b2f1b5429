package dev.tributary.platform.domain.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259). Closed, immutable, compared by content; an object keeps the order of its
 * fields but does not compare by it. Numbers keep every digit the client sent.
 */
public sealed interface Json {

  /** An object. A field that is absent and one that is {@link Null} are different. */
  record Obj(Map<String, Json> fields) implements Json {

    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      fields = Members.of(fields);
    }

    /** The field's value, where the object has that field. */
    public Optional<Json> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    /** This object with one field set, in its old place or at the end. */
    public Obj with(String name, Json value) {
      return new ObjBuilder(this).put(name, value).build();
    }

    /** This object without one field. */
    public Obj without(String name) {
      if (!fields.containsKey(name)) {
        return this;
      }
      var copy = new LinkedHashMap<>(fields);
      copy.remove(name);
      return new Obj(copy);
    }

    /**
     * This object laid over another: fields of both where both are objects are merged in the same
     * way, any other field of this one wins.
     */
    public Obj over(Obj base) {
      if (base.fields.isEmpty()) {
        return this;
      }
      var merged = new LinkedHashMap<>(base.fields);
      fields.forEach((name, value) ->
          merged.merge(
              name,
              value,
              (below, above) ->
                  below instanceof Obj belowObject && above instanceof Obj aboveObject
                      ? aboveObject.over(belowObject)
                      : above));
      return new Obj(merged);
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {

    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String value) implements Json {}

  /** A number, exactly as written; equal to another by value, so that 1 and 1.0 are the same. */
  record Num(BigDecimal value) implements Json {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Num that && value.compareTo(that.value) == 0;
    }

    @Override
    public int hashCode() {
      return value.stripTrailingZeros().hashCode();
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {

    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);
  }

  /** The value {@code null}. */
  record Null() implements Json {

    public static final Null VALUE = new Null();
  }

  static Str of(String value) {
    return new Str(value);
  }

  static Num of(long value) {
    return new Num(BigDecimal.valueOf(value));
  }

  static Num of(BigDecimal value) {
    return new Num(value);
  }

  static Bool of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  static Arr arrayOf(Json... items) {
    return new Arr(List.of(items));
  }

  /** An object of one field. */
  static Obj object(String name, Json value) {
    return new Obj(Map.of(name, value));
  }

  /** The JSON name of its type: object, array, string, number, boolean or null. */
  default String typeName() {
    return switch (this) {
      case Obj _ -> "object";
      case Arr _ -> "array";
      case Str _ -> "string";
      case Num _ -> "number";
      case Bool _ -> "boolean";
      case Null _ -> "null";
    };
  }
}
