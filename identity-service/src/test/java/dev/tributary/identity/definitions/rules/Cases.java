package dev.tributary.identity.definitions.rules;

import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.RulesReader;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Reads tables of cases, and rules with the libraries that the service uses. */
final class Cases {

  static final RulesReader READER =
      new RulesReader(new LibraryPhoneNumbers(), new LinearPatterns());

  private Cases() {}

  static Stream<Named<Json.Obj>> of(String file) {
    try (var in = Cases.class.getResourceAsStream("/cases/" + file)) {
      var all = (Json.Arr) YamlText.parse(in.readAllBytes());
      return all.items().stream()
          .map(Json.Obj.class::cast)
          .map(one -> Named.of(text(one, "name"), one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Rules rules(Json.Obj spec) {
    return switch (READER.read(spec)) {
      case Checked.Valid<Rules>(var rules) -> rules;
      case Checked.Invalid<Rules>(var violations) -> throw new AssertionError(violations);
    };
  }

  static Json.Obj object(Json.Obj holder, String name) {
    return (Json.Obj) holder.field(name).orElse(Json.Obj.EMPTY);
  }

  static String text(Json.Obj holder, String name) {
    return holder.field(name).map(value -> ((Json.Str) value).value()).orElse("");
  }

  static List<String> texts(Json.Obj holder, String name) {
    return ((Json.Arr) holder.field(name).orElse(Json.arrayOf()))
        .items().stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
