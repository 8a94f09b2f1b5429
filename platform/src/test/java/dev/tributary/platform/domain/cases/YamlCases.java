package dev.tributary.platform.domain.cases;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Reads tables of cases under {@code src/test/resources/cases}. */
public final class YamlCases {

  private YamlCases() {}

  /** The objects of a file's array. */
  public static List<Json.Obj> objects(String file) {
    return items(read(file)).stream().map(Json.Obj.class::cast).toList();
  }

  /** A file's whole content. */
  public static Json read(String file) {
    try (var stream = YamlCases.class.getResourceAsStream("/cases/" + file)) {
      return YamlText.parse(Objects.requireNonNull(stream, file).readAllBytes());
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
}
