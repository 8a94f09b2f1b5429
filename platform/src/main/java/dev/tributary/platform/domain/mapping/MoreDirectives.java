package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The directives that Segment's mapping kit does not have: what its connectors do in code, ours say
 * with these.
 */
final class MoreDirectives {

  private static final int MAX_TEXT = 100;

  private final NodeCompiler compiler;

  MoreDirectives(NodeCompiler compiler) {
    this.compiler = compiler;
  }

  /** The node of a directive; empty where there is none of that name. */
  Optional<Node> compile(String at, String name, Json spec) {
    return Optional.ofNullable(
        switch (name) {
          case "@hash" -> hash(at, spec);
          case "@time" -> time(at, spec);
          case "@as" -> as(at, spec);
          case "@base64" ->
              new Node.Converted(at, new Conversion.InBase64(), compiler.node(at, spec));
          case "@first" -> new Node.First(list(at, spec));
          case "@list" -> new Node.ListOf(list(at, spec));
          case "@join" -> join(at, spec);
          case "@pick" -> fields(at, spec, true);
          case "@omit" -> fields(at, spec, false);
          case "@entries" -> entries(at, spec);
          case "@lookup" -> lookup(at, spec);
          case "@each" -> each(at, spec);
          default -> null;
        });
  }

  private Node hash(String at, Json spec) {
    var options = compiler.options(at, spec);
    var algorithm = choice(options, "algorithm", Hash.Algorithm.values(), Hash.Algorithm.SHA256);
    var normal = choice(options, "normalize", Hash.Normal.values(), Hash.Normal.NONE);
    var encoding = options.text("encoding", 1, MAX_TEXT).orElse("hex");
    if (!Set.of("hex", "base64").contains(encoding)) {
      options.reject(options.pathOf("encoding"), "is neither hex nor base64");
    }
    var value = compiler.requiredNode(options, "value");
    options.finish();
    return new Node.Converted(at, new Hash(algorithm, normal, encoding.equals("base64")), value);
  }

  private Node time(String at, Json spec) {
    var options = compiler.options(at, spec);
    var name = options.requiredText("format", 1, MAX_TEXT);
    Moment.Format format = new Moment.Format.Count(1);
    try {
      format = Moment.Format.parse(name);
    } catch (InvalidValue e) {
      options.reject(options.pathOf("format"), "is " + e.reason());
    }
    var value = compiler.requiredNode(options, "value");
    options.finish();
    return new Node.Converted(at, new Moment(format), value);
  }

  private Node as(String at, Json spec) {
    var options = compiler.options(at, spec);
    if (!options.has("type")) {
      options.requiredText("type", 1, MAX_TEXT);
    }
    var type = choice(options, "type", Conversion.Cast.values(), Conversion.Cast.STRING);
    var value = compiler.requiredNode(options, "value");
    options.finish();
    return new Node.Converted(at, type, value);
  }

  private Node join(String at, Json spec) {
    var options = compiler.options(at, spec);
    var separator = options.text("separator", 0, MAX_TEXT).orElse(",");
    var value = compiler.requiredNode(options, "value");
    options.finish();
    return new Node.Converted(at, new Conversion.Joined(separator), value);
  }

  private Node fields(String at, Json spec, boolean picked) {
    var options = compiler.options(at, spec);
    var keys = new LinkedHashSet<String>();
    var given = options.required("keys");
    if (given instanceof Json.Arr(var names)
        && names.stream().allMatch(name -> name instanceof Json.Str)) {
      names.forEach(name -> keys.add(((Json.Str) name).value()));
    } else if (options.has("keys")) {
      options.reject(options.pathOf("keys"), "is not an array of strings");
    }
    var value = compiler.requiredNode(options, "value");
    options.finish();
    return new Node.Converted(at, new Conversion.Fields(keys, picked), value);
  }

  private Node entries(String at, Json spec) {
    var options = compiler.options(at, spec);
    var as = options.text("as", 1, MAX_TEXT).orElse("array");
    if (!Set.of("array", "object").contains(as)) {
      options.reject(options.pathOf("as"), "is neither array nor object");
    }
    var value = compiler.requiredNode(options, "value");
    var mapping = compiler.requiredNode(options, "mapping");
    options.finish();
    return new Node.Entries(value, mapping, as.equals("object"));
  }

  private Node each(String at, Json spec) {
    var options = compiler.options(at, spec);
    var value = compiler.requiredNode(options, "value");
    var mapping = compiler.requiredNode(options, "mapping");
    options.finish();
    return new Node.Each(value, mapping);
  }

  private Node lookup(String at, Json spec) {
    var options = compiler.options(at, spec);
    var table = new LinkedHashMap<String, Node>();
    var given = options.required("table");
    if (given instanceof Json.Obj(var fields)) {
      fields.forEach((key, value) ->
          table.put(key, compiler.node(options.pathOf("table") + "." + key, value)));
    } else if (options.has("table")) {
      options.reject(options.pathOf("table"), "is not an object but " + given.typeName());
    }
    var value = compiler.requiredNode(options, "value");
    var otherwise = compiler.optionalNode(options, "else");
    options.finish();
    return new Node.Lookup(value, table, otherwise);
  }

  private List<Node> list(String at, Json spec) {
    if (spec instanceof Json.Arr array) {
      return compiler.nodes(at, array);
    }
    compiler.reject(at, "is not an array but " + spec.typeName());
    return List.of();
  }

  private static <T extends Enum<T>> T choice(
      Options options, String option, T[] choices, T otherwise) {
    var text = options.text(option, 1, MAX_TEXT);
    Function<T, String> name = choice -> choice.name().toLowerCase(Locale.ROOT);
    for (var choice : choices) {
      if (text.isPresent() && name.apply(choice).equals(text.get())) {
        return choice;
      }
    }
    if (text.isPresent()) {
      var known = List.of(choices).stream().map(name).toList();
      options.reject(options.pathOf(option), "is none of " + String.join(", ", known));
    }
    return otherwise;
  }
}
