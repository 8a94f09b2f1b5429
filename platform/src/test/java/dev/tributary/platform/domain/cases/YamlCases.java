package dev.tributary.platform.domain.cases;

import dev.tributary.platform.domain.json.Json;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads tables of cases under {@code src/test/resources/cases}. Numbers keep every digit. */
public final class YamlCases {

  private YamlCases() {}

  /** The objects of a file's array. */
  public static List<Json.Obj> objects(String file) {
    return items(read(file)).stream().map(Json.Obj.class::cast).toList();
  }

  /** A file's whole content. */
  public static Json read(String file) {
    var stream = YamlCases.class.getResourceAsStream("/cases/" + file);
    try (var reader =
        new InputStreamReader(Objects.requireNonNull(stream, file), StandardCharsets.UTF_8)) {
      return json(new Yaml().compose(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Json> items(Json array) {
    return ((Json.Arr) array).items();
  }

  public static String text(Json string) {
    return ((Json.Str) string).value();
  }

  /** The lines of a field's text that are not blank; none where there is no such field. */
  public static List<String> lines(Json.Obj object, String field) {
    return object.field(field).stream()
        .flatMap(text -> text(text).lines())
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static Json json(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var fields = new LinkedHashMap<String, Json>();
        for (var tuple : mapping.getValue()) {
          fields.put(((ScalarNode) tuple.getKeyNode()).getValue(), json(tuple.getValueNode()));
        }
        yield new Json.Obj(fields);
      }
      case SequenceNode sequence -> {
        var items = new ArrayList<Json>();
        sequence.getValue().forEach(item -> items.add(json(item)));
        yield new Json.Arr(items);
      }
      case ScalarNode scalar -> scalar(scalar.getTag(), scalar.getValue());
      default -> throw new IllegalArgumentException("unknown node: " + node);
    };
  }

  private static Json scalar(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return Json.Null.VALUE;
    }
    if (tag.equals(Tag.BOOL)) {
      return Json.of(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Json.of(new BigDecimal(text));
    }
    return Json.of(text);
  }
}
