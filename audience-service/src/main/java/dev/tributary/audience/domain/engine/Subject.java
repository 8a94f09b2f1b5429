package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.relation.EntityLink;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Conclusion;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A profile being worked on: its working copies, and what has come of the work so far. What is
 * stored apart from the profile is read only if somebody asks.
 */
public final class Subject implements Facts {

  private static final String ANONYMOUS = "anonymous_id";

  private final String profileId;
  private final Profile profile;
  private final Once<Attributes> attributes;
  private final Once<Relations> relations;
  private final Once<SoftLinks> softLinks;
  private final Once<Enrolments> enrolments;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, Conclusion.Membership> before = new LinkedHashMap<>();
  private @Nullable Program program;
  private @Nullable Answers supposed;
  private long now;
  private final Set<Long> featuresTouched = new HashSet<>();
  private boolean everyFeatureTouched;
  private boolean profileTouched;
  private boolean attributesTouched;
  private boolean relationsTouched;
  private boolean softLinksTouched;
  private boolean enrolmentsTouched;

  private Subject(
      String profileId,
      Profile profile,
      Supplier<Attributes> attributes,
      Supplier<Relations> relations,
      Supplier<SoftLinks> softLinks,
      Supplier<Enrolments> enrolments) {
    this.profileId = profileId;
    this.profile = profile;
    this.attributes = new Once<>(attributes);
    this.relations = new Once<>(relations);
    this.softLinks = new Once<>(softLinks);
    this.enrolments = new Once<>(enrolments);
  }

  /** A profile with what else is stored of it. */
  public static Subject of(
      String profileId,
      Profile profile,
      Supplier<Attributes> attributes,
      Supplier<Relations> relations,
      Supplier<SoftLinks> softLinks,
      Supplier<Enrolments> enrolments) {
    return new Subject(profileId, profile, attributes, relations, softLinks, enrolments);
  }

  public Profile profile() {
    return profile;
  }

  public Attributes attributes() {
    return attributes.get();
  }

  public Relations relations() {
    return relations.get();
  }

  public SoftLinks softLinks() {
    return softLinks.get();
  }

  public Enrolments enrolments() {
    return enrolments.get();
  }

  /** What is to be told downstream, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** The audiences of which it is to be told that the profile entered or left. */
  Set<Long> membershipsTold() {
    return changes.stream()
        .filter(change -> change.kind() instanceof Change.Kind.Membership)
        .map(change -> change.rule().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the profile must be stored again. */
  public boolean profileTouched() {
    return profileTouched;
  }

  /** Whether the attributes must be stored again. */
  public boolean attributesTouched() {
    return attributesTouched;
  }

  /** Whether the relations must be stored again. */
  public boolean relationsTouched() {
    return relationsTouched;
  }

  /** Whether the soft links must be stored again. */
  public boolean softLinksTouched() {
    return softLinksTouched;
  }

  /** Whether the enrolments must be stored again. */
  public boolean enrolmentsTouched() {
    return enrolmentsTouched;
  }

  /** Whether anything must be stored again. */
  public boolean touched() {
    return profileTouched
        || attributesTouched
        || relationsTouched
        || softLinksTouched
        || enrolmentsTouched;
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
  public long now() {
    return now;
  }

  /** Sets the moment of the work, and where it finds the states of features. */
  void at(Program inForce, long millis) {
    program = inForce;
    now = millis;
  }

  @Override
  public String profileId() {
    return profileId;
  }

  @Override
  public FeatureState feature(Feature feature) {
    if (program == null) {
      throw new IllegalStateException("Every deed lets time pass first");
    }
    return Visible.of(profile.feature(program.place(feature)), feature.window(), now);
  }

  @Override
  public Optional<Json> customTrait(String name) {
    return attributes().trait(name);
  }

  @Override
  public Collection<EntityLink> entities(String kind) {
    return relations().of(kind);
  }

  /** What entities answer. */
  public interface Answers {

    /** What one answers to a question, by the question's id; empty where it cannot tell. */
    Optional<Boolean> of(Entity entity, long question);
  }

  /** Takes these for what its entities answer, instead of what was heard from them. */
  public void suppose(Answers answers) {
    supposed = answers;
  }

  @Override
  public Collection<Optional<Boolean>> answers(String kind, long question) {
    var answers = supposed == null ? (Answers) enrolments()::answer : supposed;
    return relations().members(kind).stream().map(entity -> answers.of(entity, question)).toList();
  }

  @Override
  public boolean isKnown() {
    return attributes().identifiers().stream()
        .anyMatch(identifier -> !identifier.type().equals(ANONYMOUS));
  }

  @Override
  public boolean isLinked(long audience, double minimum) {
    return softLinks().hold(audience, minimum, now);
  }

  /** Whether nothing is known by which anybody could tell who this is. */
  boolean isNameless() {
    return attributes().identifiers().isEmpty();
  }

  /** Drops a state. */
  void forget(long anchor, long id) {
    profile.setFeature(anchor, id, FeatureState.EMPTY);
    profileTouched = true;
    featuresTouched.add(id);
  }

  /** Sets a state that will be another one, by time alone, at a moment. */
  void setFeature(long anchor, long id, FeatureState state, long moment) {
    profile.setFeature(anchor, id, state, moment);
    profileTouched = true;
    featuresTouched.add(id);
  }

  /** Of a state, by what has fallen out of its window. */
  void expire(long anchor, long id, FeatureState left) {
    profile.setFeature(anchor, id, left);
    profileTouched = true;
  }

  void profileChanged() {
    profileTouched = true;
    everyFeatureTouched = true;
  }

  /** Whether one of these states is another one, by more than what fell out of its window. */
  boolean featuresTouched(Set<Long> places) {
    return everyFeatureTouched || featuresTouched.stream().anyMatch(places::contains);
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

  void relationsChanged() {
    relationsTouched = true;
  }

  void softLinksChanged() {
    softLinksTouched = true;
  }

  void enrolmentsChanged() {
    enrolmentsTouched = true;
  }
}
