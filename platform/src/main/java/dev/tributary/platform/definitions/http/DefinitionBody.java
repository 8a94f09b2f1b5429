package dev.tributary.platform.definitions.http;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request that carries a definition: JSON or YAML, bounded. */
public final class DefinitionBody {

  static final int MAX_BYTES = 1 << 20;

  private DefinitionBody() {}

  /**
   * Reads it.
   *
   * @param mediaType YAML where it says so, else JSON
   * @throws Refusal if there is none, it is too large, or cannot be read
   */
  public static Json parse(@Nullable String mediaType, byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The body is empty");
    }
    if (body.length > MAX_BYTES) {
      throw new Refusal(ProblemType.TOO_LARGE, "A definition has at most " + MAX_BYTES + " bytes");
    }
    boolean yaml = mediaType != null && mediaType.toLowerCase(Locale.ROOT).contains("yaml");
    try {
      return yaml ? YamlText.parse(body) : JsonText.parse(body);
    } catch (InvalidValue e) {
      throw new Refusal(ProblemType.MALFORMED_BODY, "The " + e.field() + " is " + e.reason());
    }
  }
}
