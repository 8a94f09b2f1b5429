package dev.tributary.warehouse.domain.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of nested objects, each with the names on the way to it. A list is a value; null, and
 * an object without fields, is none.
 */
final class Leaves {

  /**
   * A value and where it was found.
   *
   * @param name the names on the way to it, joined by {@code _}
   * @param pointer JSON pointer (RFC 6901) from the event
   */
  record Leaf(String name, String pointer, Object value) {

    static final Comparator<Leaf> BY_POINTER = Comparator.comparing(Leaf::pointer);
  }

  private final List<Leaf> found = new ArrayList<>();

  private Leaves() {}

  /**
   * All values in {@code value}, or it itself if it is no object.
   *
   * @param name goes before the names inside; empty for none
   */
  static List<Leaf> of(String name, String pointer, @Nullable Object value) {
    var leaves = new Leaves();
    leaves.add(name, pointer, value);
    return leaves.found;
  }

  private void add(String name, String pointer, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> fields ->
          fields.forEach((key, below) -> {
            var step = String.valueOf(key);
            add(
                name.isEmpty() ? step : name + "_" + step,
                pointer + "/" + step.replace("~", "~0").replace("/", "~1"),
                below);
          });
      default -> found.add(new Leaf(name, pointer, value));
    }
  }
}
