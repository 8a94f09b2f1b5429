package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping as a tree. Those parts that can fail on an event know their path in the spec. A part
 * without a value ("absent") leaves its key out of an object and is null in an array.
 */
sealed interface Node {

  /** A value that stands for itself. */
  record Constant(Json value) implements Node {}

  /** No value: a branch that was not given. */
  record Absent() implements Node {}

  /** An object, field by field. */
  record ObjectOf(Map<String, Node> fields) implements Node {
    public ObjectOf {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** An array, item by item. */
  record ArrayOf(List<Node> items) implements Node {
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  /** {@code @path}. */
  record Path(JsonPath path) implements Node {}

  /** {@code @path} of a path that another directive gives. */
  record GivenPath(String at, Node path) implements Node {}

  /** {@code @template}. */
  record Text(Template template) implements Node {}

  /** {@code @template} of a template that another directive gives. */
  record GivenText(String at, Node template) implements Node {}

  /** {@code @if}. */
  record If(Test test, Node tested, Node then, Node otherwise) implements Node {}

  /** What {@code @if} asks. */
  enum Test {
    EXISTS,
    NOT_BLANK,
    TRUE
  }

  /** {@code @case}. */
  record Case(Letters letters, Node value) implements Node {}

  /** What {@code @case} makes of letters. */
  enum Letters {
    LOWER,
    UPPER
  }

  /** {@code @replace}: one or two replacements in turn. */
  record Replace(List<Replacement> replacements, Node value) implements Node {
    public Replace {
      replacements = List.copyOf(replacements);
    }
  }

  /** {@code @arrayPath} with a shape: the shape of each item. */
  record ForEach(Node items, Node shape) implements Node {}

  /** {@code @flatten}. */
  record Flatten(String separator, boolean omitArrays, Node value) implements Node {}

  /** {@code @json} to a string. */
  record Encode(Node value) implements Node {}

  /** {@code @json} from a string. */
  record Decode(String at, Node value) implements Node {}

  /** {@code @merge}: each object laid over those before it. */
  record Merge(String at, List<Node> objects) implements Node {
    public Merge {
      objects = List.copyOf(objects);
    }
  }

  /** {@code @transform}: the second mapping applied to what the first makes. */
  record Transform(Node first, Node second) implements Node {}

  /** {@code @excludeWhenNull}. */
  record ExcludeWhenNull(Node value) implements Node {}

  /** A directive that makes one value of another: {@code @hash}, {@code @time} and the like. */
  record Converted(String at, Conversion conversion, Node value) implements Node {}

  /** {@code @first}: the first that is neither absent, null nor empty text. */
  record First(List<Node> choices) implements Node {
    public First {
      choices = List.copyOf(choices);
    }
  }

  /** {@code @list}. */
  record ListOf(List<Node> items) implements Node {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** {@code @entries}: what the mapping makes of each field of an object. */
  record Entries(Node value, Node mapping, boolean asObject) implements Node {}

  /** {@code @each}: the mapping of each item, beside everything else there is. */
  record Each(Node value, Node mapping) implements Node {}

  /** {@code @lookup}. */
  record Lookup(Node value, Map<String, Node> table, Node otherwise) implements Node {
    public Lookup {
      table = Map.copyOf(table);
    }
  }
}
