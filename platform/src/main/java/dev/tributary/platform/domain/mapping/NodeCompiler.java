package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns a spec into a tree, or into everything that is wrong with it, each with its path. */
final class NodeCompiler {

  private static final int MAX_REPLACE = 10;
  private static final int MAX_SEPARATOR = 10;
  private static final Node ABSENT = new Node.Absent();

  /** Segment's own editor leaves notes beside a directive under this name. */
  private static final String METADATA = "_metadata";

  private final List<Violation> violations = new ArrayList<>();
  private final MoreDirectives more = new MoreDirectives(this);
  private int depth;

  private NodeCompiler() {}

  static Checked<Mapping> compile(String path, Json spec) {
    var compiler = new NodeCompiler();
    var root = compiler.node(path, spec);
    return compiler.violations.isEmpty()
        ? new Checked.Valid<>(new Mapping(path, root))
        : new Checked.Invalid<>(compiler.violations);
  }

  Node node(String at, Json spec) {
    if (depth == Mapping.MAX_DEPTH) {
      reject(at, "is nested deeper than " + Mapping.MAX_DEPTH + " levels");
      return ABSENT;
    }
    depth++;
    var node =
        switch (spec) {
          case Json.Obj object -> directiveOrObject(at, object);
          case Json.Arr array -> array(at, array);
          case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> new Node.Constant(spec);
        };
    depth--;
    return node;
  }

  private Node directiveOrObject(String at, Json.Obj spec) {
    var directives = spec.fields().keySet().stream().filter(name -> name.startsWith("@")).toList();
    if (directives.isEmpty()) {
      return object(at, spec);
    }
    if (directives.size() > 1) {
      reject(at, "has more than one directive: " + String.join(", ", directives));
      return ABSENT;
    }
    var directive = directives.getFirst();
    for (var name : spec.fields().keySet()) {
      if (!name.equals(directive) && !name.equals(METADATA)) {
        reject(at + "." + name, "cannot stand beside the directive " + directive);
      }
    }
    return directive(
        at + "." + directive, directive, spec.field(directive).orElse(Json.Null.VALUE));
  }

  private static boolean isDirective(Json.Obj spec) {
    return spec.fields().keySet().stream().anyMatch(name -> name.startsWith("@"));
  }

  private Node object(String at, Json.Obj spec) {
    var fields = new LinkedHashMap<String, Node>();
    spec.fields().forEach((name, value) -> fields.put(name, node(at + "." + name, value)));
    var constants = new LinkedHashMap<String, Json>();
    fields.forEach((name, node) -> {
      if (node instanceof Node.Constant(var value)) {
        constants.put(name, value);
      }
    });
    return constants.size() == fields.size()
        ? new Node.Constant(new Json.Obj(constants))
        : new Node.ObjectOf(fields);
  }

  private Node array(String at, Json.Arr spec) {
    var items = nodes(at, spec);
    var constants = new ArrayList<Json>();
    for (var item : items) {
      if (item instanceof Node.Constant(var value)) {
        constants.add(value);
      }
    }
    return constants.size() == items.size()
        ? new Node.Constant(new Json.Arr(constants))
        : new Node.ArrayOf(items);
  }

  List<Node> nodes(String at, Json.Arr specs) {
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < specs.items().size(); i++) {
      nodes.add(node(at + "[" + i + "]", specs.items().get(i)));
    }
    return nodes;
  }

  private Node directive(String at, String name, Json spec) {
    return switch (name) {
      case "@path" -> path(at, spec);
      case "@template" -> template(at, spec);
      case "@literal" -> node(at, spec);
      case "@if" -> condition(at, spec);
      case "@case" -> letters(at, spec);
      case "@replace" -> replace(at, spec);
      case "@arrayPath" -> arrayPath(at, spec);
      case "@flatten" -> flatten(at, spec);
      case "@json" -> json(at, spec);
      case "@merge" -> merge(at, spec);
      case "@transform" -> transform(at, spec);
      case "@excludeWhenNull" -> new Node.ExcludeWhenNull(node(at, spec));
      case "@liquid" -> rejected(at, "is not supported; @template, @if and @case can replace it");
      default ->
          more.compile(at, name, spec).orElseGet(() -> rejected(at, "is not a known directive"));
    };
  }

  private Node path(String at, Json spec) {
    return switch (spec) {
      case Json.Str(var text) -> writtenPath(at, text);
      case Json.Obj object ->
          isDirective(object)
              ? new Node.GivenPath(at, node(at, spec))
              : rejected(at, "is not a path or a directive that gives one");
      case Json.Arr(var names) -> {
        var texts = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
          if (names.get(i) instanceof Json.Str(var name)) {
            texts.add(name);
          } else {
            reject(at + "[" + i + "]", "is not a string but " + names.get(i).typeName());
          }
        }
        yield new Node.Path(JsonPath.ofNames(texts));
      }
      case Json.Num _, Json.Bool _, Json.Null _ ->
          rejected(at, "is not a path but " + spec.typeName());
    };
  }

  private Node writtenPath(String at, String text) {
    return read(at, text, JsonPath::parse).<Node>map(Node.Path::new).orElse(ABSENT);
  }

  private Node template(String at, Json spec) {
    return switch (spec) {
      case Json.Str(var text) ->
          read(at, text, Template::parse).<Node>map(Node.Text::new).orElse(ABSENT);
      case Json.Obj object ->
          isDirective(object)
              ? new Node.GivenText(at, node(at, spec))
              : rejected(at, "is not a string or a directive that gives one");
      case Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
          rejected(at, "is not a string but " + spec.typeName());
    };
  }

  private Node condition(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var exists = options.optional("exists");
    var blank = options.optional("blank");
    var isTrue = options.optional("true");
    var given = List.of(exists, blank, isTrue).stream().flatMap(Optional::stream).toList();
    if (given.size() != 1) {
      options.rejectWhole("needs exactly one of exists, blank and true");
    }
    if (!options.has("then") && !options.has("else")) {
      options.rejectWhole("needs then, else or both");
    }
    var test =
        exists.isPresent()
            ? Node.Test.EXISTS
            : blank.isPresent() ? Node.Test.NOT_BLANK : Node.Test.TRUE;
    var option = exists.isPresent() ? "exists" : blank.isPresent() ? "blank" : "true";
    var node =
        new Node.If(
            test,
            optionalNode(options, option),
            optionalNode(options, "then"),
            optionalNode(options, "else"));
    options.finish();
    return node;
  }

  private Node letters(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var operator = options.requiredText("operator", 1, MAX_REPLACE);
    if (!operator.isEmpty() && !operator.equals("lower") && !operator.equals("upper")) {
      options.reject(options.pathOf("operator"), "is neither lower nor upper");
    }
    var letters = operator.equals("upper") ? Node.Letters.UPPER : Node.Letters.LOWER;
    var node = new Node.Case(letters, requiredNode(options, "value"));
    options.finish();
    return node;
  }

  private Node replace(String at, Json spec) {
    var options = new Options(at, spec, violations);
    boolean ignoreCase = options.bool("ignorecase", false);
    boolean everywhere = options.bool("global", true);
    var replacements = new ArrayList<Replacement>();
    var pattern = options.requiredText("pattern", 1, MAX_REPLACE);
    var replacement = options.text("replacement", 0, MAX_REPLACE).orElse("");
    replacements.add(new Replacement(pattern, replacement, ignoreCase, everywhere));
    var second = options.text("replacement2", 0, MAX_REPLACE).orElse("");
    if (options.has("replacement2") && !options.has("pattern2")) {
      options.reject(options.pathOf("replacement2"), "needs pattern2");
    }
    options
        .text("pattern2", 1, MAX_REPLACE)
        .ifPresent(text -> replacements.add(new Replacement(text, second, ignoreCase, everywhere)));
    var node = new Node.Replace(replacements, requiredNode(options, "value"));
    options.finish();
    return node;
  }

  private Node arrayPath(String at, Json spec) {
    if (!(spec instanceof Json.Arr(var parts)) || parts.isEmpty() || parts.size() > 2) {
      return rejected(at, "is not an array of a path and, if wanted, a shape");
    }
    var first = parts.getFirst();
    var items =
        switch (first) {
          case Json.Str(var text) -> writtenPath(at + "[0]", text);
          case Json.Obj _ -> node(at + "[0]", first);
          case Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
              rejected(at + "[0]", "is not a path but " + first.typeName());
        };
    if (parts.size() == 1) {
      return items;
    }
    if (!(parts.getLast() instanceof Json.Obj shape)) {
      return rejected(at + "[1]", "is not an object but " + parts.getLast().typeName());
    }
    return shape.fields().isEmpty() ? items : new Node.ForEach(items, node(at + "[1]", shape));
  }

  private Node flatten(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var node =
        new Node.Flatten(
            options.requiredText("separator", 1, MAX_SEPARATOR),
            options.bool("omitArrays", false),
            requiredNode(options, "value"));
    options.finish();
    return node;
  }

  private Node json(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var mode = options.requiredText("mode", 1, MAX_REPLACE);
    if (!mode.isEmpty() && !mode.equals("encode") && !mode.equals("decode")) {
      options.reject(options.pathOf("mode"), "is neither encode nor decode");
    }
    var value = requiredNode(options, "value");
    options.finish();
    return mode.equals("decode") ? new Node.Decode(at, value) : new Node.Encode(value);
  }

  private Node merge(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var direction = options.text("direction", 1, MAX_REPLACE).orElse("right");
    if (!direction.equals("left") && !direction.equals("right")) {
      options.reject(options.pathOf("direction"), "is neither left nor right");
    }
    var given = options.required("objects");
    var path = options.pathOf("objects");
    List<Node> objects = List.of();
    if (given instanceof Json.Arr(var items)) {
      for (int i = 0; i < items.size(); i++) {
        if (!(items.get(i) instanceof Json.Obj)) {
          reject(path + "[" + i + "]", "is not an object but " + items.get(i).typeName());
        }
      }
      objects = nodes(path, new Json.Arr(items));
    } else if (options.has("objects")) {
      reject(path, "is not an array but " + given.typeName());
    }
    options.finish();
    return new Node.Merge(at, direction.equals("left") ? objects.reversed() : objects);
  }

  private Node transform(String at, Json spec) {
    var options = new Options(at, spec, violations);
    var apply = options.required("apply");
    if (options.has("apply") && !(apply instanceof Json.Obj)) {
      options.reject(options.pathOf("apply"), "is not an object but " + apply.typeName());
    }
    var node =
        new Node.Transform(node(options.pathOf("apply"), apply), requiredNode(options, "mapping"));
    options.finish();
    return node;
  }

  Node optionalNode(Options options, String option) {
    return options.optional(option).map(spec -> node(options.pathOf(option), spec)).orElse(ABSENT);
  }

  Node requiredNode(Options options, String option) {
    return node(options.pathOf(option), options.required(option));
  }

  private <T> Optional<T> read(String at, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (InvalidValue e) {
      reject(at, "is " + e.reason());
      return Optional.empty();
    }
  }

  private Node rejected(String at, String reason) {
    reject(at, reason);
    return ABSENT;
  }

  Options options(String at, Json spec) {
    return new Options(at, spec, violations);
  }

  void reject(String at, String reason) {
    violations.add(new Violation(at, reason));
  }
}
