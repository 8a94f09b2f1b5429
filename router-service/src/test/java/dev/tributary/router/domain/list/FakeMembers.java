package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Profiles in an audience, as they stand now. */
final class FakeMembers implements Members {

  private final Map<String, Member> profiles = new HashMap<>();
  private final Map<String, String> survivors = new HashMap<>();
  private BooleanSupplier away = () -> false;
  private int asked;

  FakeMembers has(String profile, boolean member, Map<String, List<String>> identifiers) {
    return has(profile, member, identifiers, Json.Obj.EMPTY);
  }

  FakeMembers has(
      String profile, boolean member, Map<String, List<String>> identifiers, Json.Obj traits) {
    profiles.put(profile, new Member(profile, member, identifiers, traits));
    return this;
  }

  void merged(String profile, String into) {
    profiles.remove(profile);
    survivors.put(profile, into);
  }

  Member of(String profile) {
    var survivor = profile;
    while (survivors.containsKey(survivor)) {
      survivor = survivors.get(survivor);
    }
    return profiles.getOrDefault(survivor, new Member(survivor, false, Map.of(), Json.Obj.EMPTY));
  }

  Map<String, Member> all() {
    return new LinkedHashMap<>(profiles);
  }

  /** Asked for each question, whether it finds nobody who can answer. */
  void away(BooleanSupplier asked) {
    away = asked;
  }

  int asked() {
    return asked;
  }

  @Override
  public Answer<List<Member>> lookUp(String audience, List<String> profileIds) {
    asked++;
    return away.getAsBoolean()
        ? new Answer.Unavailable<>("away")
        : new Answer.Known<>(new ArrayList<>(profileIds.stream().map(this::of).toList()));
  }

  @Override
  public Answer<Owner> owner(Member.Name name) {
    if (away.getAsBoolean()) {
      return new Answer.Unavailable<>("away");
    }
    return new Answer.Known<>(
        profiles.values().stream()
            .filter(one ->
                one.identifiers().getOrDefault(name.type(), List.of()).contains(name.value()))
            .findFirst()
            .<Owner>map(one -> new Owner.Profile(one.profileId()))
            .orElseGet(Owner.Nobody::new));
  }

  @Override
  public Answer<Page> list(String audience, String cursor) {
    throw new UnsupportedOperationException("nobody asks for pages here");
  }

  @Override
  public Answer<Long> size(String audience) {
    throw new UnsupportedOperationException("nobody asks for sizes here");
  }
}
