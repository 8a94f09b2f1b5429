package dev.tributary.identity.domain.linkage.record;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was seen of one profile, or, where links are evaluated, of one of its nodes.
 *
 * @param id the profile's, or the node's
 * @param fields values of each field by their text, none twice; a field without values is left out
 */
public record LinkageRecord(UUID id, Map<ObservedField, List<Observed>> fields) {

  private static final Comparator<Observed> ORDER = Comparator.comparing(Observed::value);

  public LinkageRecord {
    var copy = new EnumMap<ObservedField, List<Observed>>(ObservedField.class);
    fields.forEach((field, values) -> {
      if (values.isEmpty()) {
        throw new InvalidValue(field.text(), "without a value");
      }
      copy.put(field, values.stream().sorted(ORDER).toList());
    });
    fields = copy;
  }

  /** The values of a field; none where it was not seen. */
  public List<Observed> of(ObservedField field) {
    return fields.getOrDefault(field, List.of());
  }

  /** Whether anything is known of who this is. */
  public boolean saysWho() {
    return fields.keySet().stream().anyMatch(ObservedField::saysWho);
  }

  /** Collects what was seen of one; a value that comes twice has the days of both. */
  public static final class Builder {

    private final UUID id;
    private final Map<ObservedField, Map<String, Days>> seen = new EnumMap<>(ObservedField.class);

    public Builder(UUID id) {
      this.id = id;
    }

    public Builder add(ObservedField field, String value, Days days) {
      seen.computeIfAbsent(field, _ -> new HashMap<>()).merge(value, days, Days::and);
      return this;
    }

    /** The record, each field with at most as many values as are kept for one anchor. */
    public LinkageRecord build() {
      var fields = new EnumMap<ObservedField, List<Observed>>(ObservedField.class);
      seen.forEach((field, values) -> fields.put(field, latest(values, field.most())));
      return new LinkageRecord(id, fields);
    }

    private static List<Observed> latest(Map<String, Days> values, int most) {
      var all = new ArrayList<Observed>();
      values.forEach((value, days) -> all.add(new Observed(value, days)));
      all.sort(
          Comparator.<Observed>comparingInt(seen -> seen.days().last())
              .reversed()
              .thenComparing(ORDER));
      return all.subList(0, Math.min(most, all.size()));
    }
  }
}
