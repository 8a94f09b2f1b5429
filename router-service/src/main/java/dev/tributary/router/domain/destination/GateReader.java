package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code consent} and {@code filters}. */
final class GateReader {

  private static final int MAX_FILTERS = 50;
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final List<String> KINDS = List.of("drop", "sample", "dropFields", "allowFields");

  private GateReader() {}

  static EventGate read(String destination, Optional<Connector> connector, SpecReader spec) {
    var names = new HashSet<String>();
    names.add(destination.toLowerCase(Locale.ROOT));
    connector.ifPresent(found -> {
      names.add(found.name());
      names.add(found.about().title().toLowerCase(Locale.ROOT));
    });
    var filters = spec.objects("filters");
    if (filters.size() > MAX_FILTERS) {
      spec.reject("filters", "has more than " + MAX_FILTERS + " items");
    }
    var read =
        filters.stream()
            .flatMap(filter -> filter(filter).stream())
            .sorted(Comparator.comparingInt(EventFilter::order))
            .toList();
    return new EventGate(names, Set.copyOf(spec.strings("consent")), read);
  }

  private static Optional<EventFilter> filter(SpecReader filter) {
    var kinds = KINDS.stream().filter(filter::has).toList();
    if (kinds.size() != 1) {
      filter.rejectWhole("is not exactly one of " + String.join(", ", KINDS));
      filter.fieldNames().forEach(filter::optionalJson);
      return Optional.empty();
    }
    if (kinds.getFirst().equals("drop")) {
      return filter.optional("drop", Fql::parse).map(EventFilter.Drop::new);
    }
    var when = filter.optional("if", Fql::parse).orElse(Fql.ALWAYS);
    return switch (kinds.getFirst()) {
      case "sample" -> sample(filter, when);
      case "dropFields" ->
          Optional.of(
              new EventFilter.DropFields(
                  filter.strings("dropFields").stream().map(GateReader::path).toList(), when));
      default -> Optional.of(new EventFilter.AllowFields(allowed(filter), when));
    };
  }

  private static Optional<EventFilter> sample(SpecReader filter, Fql when) {
    var path = filter.optionalString("by").map(GateReader::path).orElse(List.of("messageId"));
    return filter
        .optionalNumber("sample")
        .flatMap(share -> {
          if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            filter.reject("sample", "is not between 0 and 1");
            return Optional.empty();
          }
          return Optional.of(new EventFilter.Sample(share.doubleValue(), path, when));
        });
  }

  private static Map<List<String>, Set<String>> allowed(SpecReader filter) {
    var kept = new LinkedHashMap<List<String>, Set<String>>();
    filter
        .optionalObject("allowFields")
        .ifPresent(objects ->
            objects
                .fieldNames()
                .forEach(name -> kept.put(path(name), Set.copyOf(objects.strings(name)))));
    return kept;
  }

  private static List<String> path(String text) {
    return List.of(DOT.split(text));
  }
}
