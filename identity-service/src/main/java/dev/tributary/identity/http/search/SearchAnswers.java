package dev.tributary.identity.http.search;

import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.search.ProfileSearch.Hits;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** What a search found, each profile with as much as lets a person tell it from others. */
final class SearchAnswers {

  private static final int IDENTIFIERS = 25;
  private static final int TRAITS = 10;

  private SearchAnswers() {}

  static Json hits(Hits hits) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("data", new Json.Arr(hits.profiles().stream().map(SearchAnswers::hit).toList()));
    fields.put("cursor", Json.of(hits.next().map(UUID::toString).orElse("")));
    return new Json.Obj(fields);
  }

  private static Json hit(Profile profile) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("profileId", Json.of(profile.id().text()));
    fields.put("identifiers", identifiers(profile.identifiers()));
    var traits = new LinkedHashMap<String, Json>();
    profile.traits().stream()
        .limit(TRAITS)
        .forEach(trait -> traits.put(trait.name(), trait.value()));
    fields.put("traits", new Json.Obj(traits));
    return new Json.Obj(fields);
  }

  private static Json identifiers(List<Profile.Linked> linked) {
    var byType = new TreeMap<String, List<Json>>();
    linked.stream()
        .limit(IDENTIFIERS)
        .map(Profile.Linked::identifier)
        .forEach(identifier ->
            byType
                .computeIfAbsent(identifier.type().name(), _ -> new ArrayList<>())
                .add(Json.of(identifier.value())));
    var fields = new LinkedHashMap<String, Json>();
    byType.forEach((type, values) -> fields.put(type, new Json.Arr(values)));
    return new Json.Obj(fields);
  }
}
