package dev.tributary.platform.json;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML text in UTF-8 to {@link Json}, by the core schema of YAML 1.2: {@code yes} and {@code
 * 2026-01-01} are strings. One document; keys are strings and come once; anchors and aliases are
 * followed. Bounded: {@value #MAX_NODES} values after aliases are followed, {@value #MAX_DEPTH}
 * levels, so that a small text cannot become a large value.
 */
public final class YamlText {

  public static final int MAX_NODES = 100_000;
  public static final int MAX_DEPTH = 100;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,9})?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private int nodes;

  private YamlText() {}

  /**
   * Reads the one document.
   *
   * @throws InvalidValue if the text is not exactly one YAML document, has no JSON equivalent, or
   *     exceeds a bound
   */
  public static Json parse(byte[] text) {
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      var root = compose(decoded);
      if (root == null) {
        throw new InvalidValue("YAML", "empty");
      }
      return new YamlText().read(root, 1);
    } catch (CharacterCodingException _) {
      throw new InvalidValue("YAML", "not UTF-8");
    } catch (YAMLException e) {
      throw new InvalidValue("YAML", "malformed" + place(e));
    }
  }

  private static @org.jspecify.annotations.Nullable Node compose(String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(text.length() + 1);
    options.setProcessComments(false);
    var parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
    return new Composer(parser, new Untyped(), options).getSingleNode();
  }

  private static String place(YAMLException e) {
    if (e instanceof org.yaml.snakeyaml.error.MarkedYAMLException marked
        && marked.getProblemMark() != null) {
      return " at line " + (marked.getProblemMark().getLine() + 1);
    }
    return "";
  }

  private Json read(Node node, int depth) {
    if (++nodes > MAX_NODES) {
      throw new InvalidValue("YAML", "larger than " + MAX_NODES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw new InvalidValue("YAML", "deeper than " + MAX_DEPTH + " levels");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode sequence -> {
        var items = new ArrayList<Json>();
        for (var item : sequence.getValue()) {
          items.add(read(item, depth + 1));
        }
        yield new Json.Arr(items);
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new InvalidValue("YAML", "malformed");
    };
  }

  private Json object(MappingNode mapping, int depth) {
    var fields = new LinkedHashMap<String, Json>();
    for (var field : mapping.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new InvalidValue("YAML", "holding a key that is not a string" + place(mapping));
      }
      if (key.getTag().equals(Tag.MERGE)) {
        throw new InvalidValue("YAML", "using a merge key (<<), which is not read here");
      }
      if (fields.put(key.getValue(), read(field.getValueNode(), depth + 1)) != null) {
        throw new InvalidValue("YAML", "holding a key twice" + place(key));
      }
    }
    return new Json.Obj(fields);
  }

  private static Json scalar(ScalarNode node) {
    var text = node.getValue();
    if (node.getTag().equals(Tag.STR) || node.getScalarStyle() != ScalarStyle.PLAIN) {
      return Json.of(text);
    }
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      throw new InvalidValue("YAML", "using a tag that is not read here" + place(node));
    }
    if (NULLS.contains(text)) {
      return Json.Null.VALUE;
    }
    if (TRUES.contains(text)) {
      return Json.Bool.TRUE;
    }
    if (FALSES.contains(text)) {
      return Json.Bool.FALSE;
    }
    return number(node, text);
  }

  private static Json number(ScalarNode node, String text) {
    if (NOT_FINITE.matcher(text).matches()) {
      throw new InvalidValue("YAML", "holding a number that is not finite" + place(node));
    }
    boolean hexadecimal = HEXADECIMAL.matcher(text).matches();
    boolean octal = OCTAL.matcher(text).matches();
    boolean decimal = NUMBER.matcher(text).matches();
    if (!hexadecimal && !octal && !decimal) {
      return Json.of(text);
    }
    if (text.length() > JsonText.MAX_NUMBER_LENGTH) {
      throw new InvalidValue("YAML", "holding a number that is too long" + place(node));
    }
    if (decimal) {
      return Json.of(new BigDecimal(text));
    }
    return Json.of(new BigDecimal(new BigInteger(text.substring(2), hexadecimal ? 16 : 8)));
  }

  private static String place(Node node) {
    return " at line " + (node.getStartMark().getLine() + 1);
  }

  /** Leaves the type of a plain scalar open, where SnakeYAML would decide by YAML 1.1. */
  private static final class Untyped extends Resolver {

    private static final Tag OPEN = new Tag(Tag.PREFIX + "open");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      if (kind == NodeId.scalar && implicit) {
        return value.equals("<<") ? Tag.MERGE : OPEN;
      }
      return super.resolve(kind, value, implicit);
    }
  }
}
