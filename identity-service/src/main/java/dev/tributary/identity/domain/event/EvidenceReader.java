package dev.tributary.identity.domain.event;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.Texts;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what an event says about its customer: identifiers where the rules say, and in {@code
 * context.externalIds}. Only an identify sets traits, as in Segment Unify: {@code context.traits}
 * gives identifiers and no traits, and a group's traits are not its members'. An alias records its
 * {@code userId} and joins nobody to {@code previousId}.
 */
public final class EvidenceReader {

  /** A trait with a longer name is set aside. */
  public static final int MAX_TRAIT_NAME_LENGTH = 250;

  private EvidenceReader() {}

  /** Reads one event. Never fails: what cannot be used is set aside. */
  public static Evidence read(ClientEvent event, Rules rules) {
    var reader = new IdentifierReader(event, rules);
    reader.read();

    var joining = new ArrayList<Identifier>();
    var shared = new ArrayList<Identifier>();
    for (var identifier : reader.identifiers()) {
      (rules.joins(identifier.type()) ? joining : shared).add(identifier);
    }
    var setAside = new ArrayList<>(reader.setAside());
    var traits = traits(event, setAside);
    var stamp = Stamp.of(event.happenedAt(), event.origin().receivedAt(), event.birth());
    return new Evidence(event.birth(), event.origin(), stamp, joining, shared, traits, setAside);
  }

  private static Map<String, Json> traits(ClientEvent event, List<String> setAside) {
    if (event.call() != Call.IDENTIFY) {
      return Map.of();
    }
    var traits = new LinkedHashMap<String, Json>();
    for (var trait : event.traits().fields().entrySet()) {
      var name = trait.getKey();
      if (name.isBlank() || name.length() > MAX_TRAIT_NAME_LENGTH || !Texts.isStorable(name)) {
        setAside.add("trait_name_invalid");
      } else {
        traits.put(name, Texts.wellFormed(trait.getValue()));
      }
    }
    return traits;
  }
}
