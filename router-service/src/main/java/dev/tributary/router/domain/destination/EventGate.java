package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What keeps an event from a destination although it matches: the client's {@code integrations},
 * the customer's consent, the destination's filters; in this order.
 *
 * <p>Sources: Segment, "Consent in Segment Connections" (stored as {@code governance.md} 4.4): an
 * event without a consent object flows; of several categories all must be true. Segment, "Filtering
 * with the Integrations object". Other than Segment's, both hold for every kind of destination.
 *
 * @param names what a client may call the destination: its own name, its connector's, its title; in
 *     lower case
 * @param consent the categories that must be consented to
 */
public record EventGate(Set<String> names, Set<String> consent, List<EventFilter> filters) {

  public EventGate {
    names = Set.copyOf(names);
    consent = Set.copyOf(consent);
    filters = List.copyOf(filters);
  }

  /** What comes of an event. */
  public sealed interface Passage {

    /** It goes on, perhaps with fewer fields. */
    record Through(Json.Obj document) implements Passage {}

    /**
     * It does not.
     *
     * @param code stable: {@code integrations}, {@code consent}, {@code filtered}, {@code sampled}
     */
    record Kept(String code) implements Passage {}
  }

  /** What comes of an event's document. */
  public Passage pass(Json.Obj document) {
    if (!isEnabled(document)) {
      return new Passage.Kept("integrations");
    }
    if (!isConsented(document)) {
      return new Passage.Kept("consent");
    }
    var left = document;
    for (var filter : filters) {
      switch (filter.apply(left)) {
        case Passage.Through(var passed) -> left = passed;
        case Passage.Kept kept -> {
          return kept;
        }
      }
    }
    return new Passage.Through(left);
  }

  private boolean isEnabled(Json.Obj document) {
    if (!(document.field("integrations").orElse(Json.Null.VALUE) instanceof Json.Obj said)) {
      return true;
    }
    boolean enabled = true;
    boolean named = false;
    for (var entry : said.fields().entrySet()) {
      var name = entry.getKey().toLowerCase(Locale.ROOT);
      boolean value = !entry.getValue().equals(Json.Bool.FALSE);
      if (names.contains(name)) {
        enabled = named ? enabled && value : value;
        named = true;
      } else if (name.equals("all") && !named) {
        enabled = value;
      }
    }
    return enabled;
  }

  private boolean isConsented(Json.Obj document) {
    if (consent.isEmpty()
        || !(document.field("context").orElse(Json.Null.VALUE) instanceof Json.Obj context)
        || !(context.field("consent").orElse(Json.Null.VALUE) instanceof Json.Obj given)
        || !(given.field("categoryPreferences").orElse(Json.Null.VALUE)
            instanceof Json.Obj preferences)) {
      return true;
    }
    return consent.stream()
        .allMatch(
            category -> preferences.field(category).filter(Json.Bool.TRUE::equals).isPresent());
  }
}
