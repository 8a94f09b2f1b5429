package dev.tributary.router.domain.payload;

import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.payload.ProfileChange.News;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of a profile as calls in Segment's shapes. An audience is told twice: as a {@code track}
 * "Audience Entered" or "Audience Exited", and as an {@code identify} with a boolean trait of the
 * audience's name. A computed trait is told as an {@code identify} with its value, one of an
 * account as a {@code group}.
 *
 * <p>Source: Segment, "Using Engage data", stored as {@code audiences.md} 3.4: {@code
 * context.personas}; the e-mail address in {@code traits.email} of an {@code identify} and in
 * {@code context.traits.email} of a {@code track}.
 */
public final class ChangeCalls {

  /** Types of the identifiers by which a call names a profile, each by its first. */
  public static final Set<String> CARRIED = Set.of("user_id", "anonymous_id", "email");

  private static final String SPACE = "spa_default";

  private ChangeCalls() {}

  /** Whether the profile has an identifier that a call can be made for; an entity is its own. */
  public static boolean addressable(ProfileChange change) {
    return change.news() instanceof News.EntityTraitValue
        || change.identifier("user_id").or(() -> change.identifier("anonymous_id")).isPresent();
  }

  /** The {@code track} of an entry or exit. */
  public static Json.Obj track(ProfileChange change, boolean member) {
    var call = begun(change, "track");
    call.put("event", Json.of(member ? "Audience Entered" : "Audience Exited"));
    var properties = new LinkedHashMap<String, Json>();
    properties.put("audience_key", Json.of(change.definition()));
    properties.put(change.definition(), Json.of(member));
    call.put("properties", new Json.Obj(properties));
    var context = context(change);
    change
        .identifier("email")
        .ifPresent(email -> context.put("traits", Json.object("email", Json.of(email))));
    call.put("context", new Json.Obj(context));
    return new Json.Obj(call);
  }

  /** The {@code identify} of an entry, an exit or a value. */
  public static Json.Obj identify(ProfileChange change) {
    var call = begun(change, "identify");
    var traits = new LinkedHashMap<String, Json>();
    change.identifier("email").ifPresent(email -> traits.put("email", Json.of(email)));
    traits.put(change.definition(), value(change.news()));
    call.put("traits", new Json.Obj(traits));
    call.put("context", new Json.Obj(context(change)));
    return new Json.Obj(call);
  }

  /**
   * The {@code group} of an entity's value. It names no user, for it is about all of them; since
   * Segment's API takes no call without an id, its anonymous id is the entity's kind and id.
   */
  public static Json.Obj group(ProfileChange change, News.EntityTraitValue news) {
    var call = begun(change, "group");
    call.put("anonymousId", Json.of(change.profileId()));
    call.put("groupId", Json.of(news.entityId()));
    call.put("traits", Json.object(change.definition(), news.value()));
    call.put("context", new Json.Obj(context(change)));
    return new Json.Obj(call);
  }

  /** Who a list is to be told of, with how the profile was called then. */
  public static Json.Obj member(ProfileChange change, boolean member) {
    var told = new LinkedHashMap<String, Json>();
    told.put("type", Json.of("audience"));
    told.put("audience", Json.object("key", Json.of(change.definition())));
    told.put("member", Json.of(member));
    told.put("profileId", Json.of(change.profileId()));
    var identifiers = new LinkedHashMap<String, List<Json>>();
    for (var known : change.identifiers()) {
      identifiers.computeIfAbsent(known.type(), _ -> new ArrayList<>()).add(Json.of(known.value()));
    }
    var byType = new LinkedHashMap<String, Json>();
    identifiers.forEach((type, values) -> byType.put(type, new Json.Arr(values)));
    told.put("identifiers", new Json.Obj(byType));
    told.put("messageId", Json.of(Identity.messageId(change, "list")));
    told.put("timestamp", Json.of(TimeText.of(change.at())));
    return new Json.Obj(told);
  }

  private static Map<String, Json> begun(ProfileChange change, String type) {
    var call = new LinkedHashMap<String, Json>();
    call.put("type", Json.of(type));
    call.put("messageId", Json.of(Identity.messageId(change, type)));
    change.identifier("user_id").ifPresent(id -> call.put("userId", Json.of(id)));
    change.identifier("anonymous_id").ifPresent(id -> call.put("anonymousId", Json.of(id)));
    call.put("timestamp", Json.of(TimeText.of(change.at())));
    return call;
  }

  private static Json value(News news) {
    return switch (news) {
      case News.Membership(var member) -> Json.of(member);
      case News.TraitValue(var value) -> value;
      case News.EntityTraitValue(_, _, var value) -> value;
    };
  }

  private static Map<String, Json> context(ProfileChange change) {
    var prefix =
        switch (change.news()) {
          case News.Membership _ -> "aud_";
          case News.TraitValue _, News.EntityTraitValue _ -> "trait_";
        };
    var personas = new LinkedHashMap<String, Json>();
    personas.put("computation_class", Json.of(prefix.equals("aud_") ? "audience" : "trait"));
    personas.put("computation_id", Json.of(prefix + change.definition()));
    personas.put("computation_key", Json.of(change.definition()));
    personas.put("namespace", Json.of(SPACE));
    personas.put("space_id", Json.of(SPACE));
    var tributary = new LinkedHashMap<String, Json>();
    if (change.news() instanceof News.EntityTraitValue(var entity, var id, _)) {
      tributary.put("entity", Json.of(entity));
      tributary.put("entityId", Json.of(id));
    } else {
      tributary.put("profileId", Json.of(change.profileId()));
    }
    tributary.put("definitionVersion", Json.of(change.definitionVersion()));
    tributary.put("changeVersion", Json.of(change.version()));
    var context = new LinkedHashMap<String, Json>();
    context.put("personas", new Json.Obj(personas));
    context.put("tributary", new Json.Obj(tributary));
    return context;
  }
}
