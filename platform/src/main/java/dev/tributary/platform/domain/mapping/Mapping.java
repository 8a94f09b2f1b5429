package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;

/**
 * Shapes an event into other JSON, in the mapping-kit directives of Segment: {@code @path}, {@code
 * @template}, {@code @if} and so on; {@code docs/mapping.md} says what each does.
 *
 * <p>Compiled once, then applied any number of times from any thread. Immutable.
 */
public final class Mapping {

  /** How deeply a spec may be nested, directives included. */
  public static final int MAX_DEPTH = 50;

  /** The most a mapping may make of one event, in characters of JSON, estimated. */
  public static final int MAX_OUTPUT = 1 << 20;

  /** How deeply what a mapping makes may be nested: an event at its deepest, and the spec. */
  public static final int MAX_OUTPUT_DEPTH = 250;

  private final String path;
  private final Node root;

  Mapping(String path, Node root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Reads a spec.
   *
   * @param path where the spec stands, such as {@code spec.events.mapping}; violations start with
   *     it
   * @param spec any JSON value: what holds no directive stands for itself
   */
  public static Checked<Mapping> compile(String path, Json spec) {
    return NodeCompiler.compile(path, spec);
  }

  /**
   * What the mapping makes of an event; {@code null} where it makes nothing, as a root {@code
   * @path} to a missing field does.
   *
   * @throws MappingFailed if a directive cannot do its work on this event, and for no other reason
   */
  public Json apply(Json.Obj event) {
    var run = new Run(path);
    var value = run.resolve(root, event).orElse(Json.Null.VALUE);
    if (!(root instanceof Node.Path)) {
      run.requireBounded(value);
    }
    return value;
  }
}
