package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A profile being worked on: its two working copies, and what has come of the work so far. The
 * attributes are read only if somebody asks.
 */
public final class Subject implements Facts {

  private final Profile profile;
  private final boolean firstSeen;
  private final Once<Attributes> attributes;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, Conclusion.Membership> before = new LinkedHashMap<>();
  private boolean profileTouched;
  private boolean attributesTouched;

  private Subject(Profile profile, boolean firstSeen, Supplier<Attributes> attributes) {
    this.profile = profile;
    this.firstSeen = firstSeen;
    this.attributes = new Once<>(attributes);
    this.profileTouched = firstSeen;
  }

  /** A profile that is stored. */
  public static Subject known(Profile profile, Supplier<Attributes> attributes) {
    return new Subject(profile, false, attributes);
  }

  /** A profile nobody has seen before. */
  public static Subject unknown() {
    return new Subject(new Profile(), true, Attributes::new);
  }

  public Profile profile() {
    return profile;
  }

  public Attributes attributes() {
    return attributes.get();
  }

  /** What is to be told downstream, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Whether the profile must be stored again. */
  public boolean profileTouched() {
    return profileTouched;
  }

  /** Whether the attributes must be stored again. */
  public boolean attributesTouched() {
    return attributesTouched;
  }

  /** The memberships that differ from what was stored, told or not. */
  public List<Flip> flips() {
    var flips = new ArrayList<Flip>();
    before.forEach((rule, was) -> {
      var is = profile.membership(rule);
      if (is.member() != was.member() || is.sinceMillis() != was.sinceMillis()) {
        flips.add(new Flip(rule, was, is));
      }
    });
    return flips;
  }

  /** A membership before and after the work. */
  public record Flip(long rule, Conclusion.Membership was, Conclusion.Membership is) {}

  @Override
  public FeatureState feature(long id) {
    return profile.feature(id);
  }

  @Override
  public Optional<Json> customTrait(String name) {
    return attributes().trait(name);
  }

  /** Whether nothing is known by which anybody could tell who this is. */
  boolean isNameless() {
    return attributes().identifiers().isEmpty();
  }

  boolean firstSeen() {
    return firstSeen;
  }

  void setFeature(long id, FeatureState state) {
    profile.setFeature(id, state);
    profileTouched = true;
  }

  void setDue(long due) {
    profileTouched |= due != profile.due();
    profile.setDue(due);
  }

  void conclude(long rule, Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Membership) {
      before.putIfAbsent(rule, profile.membership(rule));
    }
    profile.conclude(rule, conclusion);
    profileTouched = true;
  }

  void tell(Change change) {
    changes.add(change);
  }

  void attributesChanged() {
    attributesTouched = true;
  }
}
