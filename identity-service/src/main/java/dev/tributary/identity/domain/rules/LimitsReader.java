package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.rules.Limit.Span;
import dev.tributary.platform.domain.definition.SpecReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Reads {@code limits}, such as {@code [{values: 5, per: year}]}; each span at most once. */
final class LimitsReader {

  private LimitsReader() {}

  static List<Limit> read(SpecReader reader) {
    var limits = new ArrayList<Limit>();
    var spans = EnumSet.noneOf(Span.class);
    for (var item : reader.objects("limits")) {
      var values =
          item.required("values", item.optionalInteger("values", 1, Limit.MAX_VALUES)).orElse(1);
      var span = item.optional("per", Span::named).orElse(Span.EVER);
      if (spans.add(span)) {
        limits.add(new Limit(values, span));
      } else {
        item.reject("per", "is limited above already");
      }
    }
    return limits;
  }
}
