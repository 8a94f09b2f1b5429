package dev.tributary.router.domain.softlink;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Tells of soft links in a document: the field {@value #FIELD}, a list of {@code {score,
 * identifiers}}, best first. It is always there for who asked, empty where there are none, and
 * whatever a client sent under that name does not get through. The document's own identifiers stay
 * as they are: what is probable is never mixed with what is known.
 */
public final class SoftLinked {

  /** Name of the field. */
  public static final String FIELD = "softLinked";

  private SoftLinked() {}

  /** The document with those links that reach the minimum and have not expired. */
  public static Json.Obj tell(
      Json.Obj document, List<SoftLink> links, double minimum, Instant now) {
    var told =
        links.stream()
            .filter(link -> link.score() >= minimum && now.isBefore(link.expiresAt()))
            .sorted(Comparator.comparingDouble(SoftLink::score).reversed())
            .map(SoftLinked::json)
            .toList();
    return document.with(FIELD, new Json.Arr(told));
  }

  private static Json json(SoftLink link) {
    var identifiers =
        link.identifiers().stream()
            .<Json>map(identifier -> {
              var fields = new LinkedHashMap<String, Json>();
              fields.put("type", Json.of(identifier.type()));
              fields.put("value", Json.of(identifier.value()));
              return new Json.Obj(fields);
            })
            .toList();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("score", Json.of(BigDecimal.valueOf(link.score())));
    fields.put("identifiers", new Json.Arr(identifiers));
    return new Json.Obj(fields);
  }
}
