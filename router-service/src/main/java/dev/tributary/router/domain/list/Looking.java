package dev.tributary.router.domain.list;

import dev.tributary.router.domain.list.Members.Answer;
import dev.tributary.router.domain.list.Members.Owner;
import dev.tributary.router.domain.sending.Sending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up how profiles stand now, and whoever has an identifier. */
final class Looking {

  private final Members members;
  private final String audience;

  Looking(Members members, String audience) {
    this.members = members;
    this.audience = audience;
  }

  /** How these stand; an identifier that several may have at once is not among them. */
  Map<Who, Member> up(Set<Who> all) throws Sending.Blocked {
    var owners = new LinkedHashMap<Who, Owner>();
    for (var who : all) {
      switch (who) {
        case Who.Profile(var id) -> owners.put(who, new Owner.Profile(id));
        case Who.Bearer(var name) -> owners.put(who, owner(name));
      }
    }
    var profiles = profiles(owners);
    var found = new LinkedHashMap<Who, Member>();
    owners.forEach((who, owner) -> {
      switch (owner) {
        case Owner.Profile(var id) -> {
          var profile = profiles.get(id);
          if (profile != null) {
            found.put(who, as(who, profile));
          }
        }
        case Owner.Nobody _ -> found.put(who, as(who, Member.NOBODY));
        case Owner.Several _ -> {}
      }
    });
    return found;
  }

  /** A profile by the name alone by which it was asked for. */
  private static Member as(Who who, Member profile) {
    return switch (who) {
      case Who.Profile _ -> profile;
      case Who.Bearer(Member.Name(var type, var value)) ->
          new Member(
              profile.profileId(),
              profile.isMember(),
              Map.of(type, List.of(value)),
              profile.traits());
    };
  }

  private Map<String, Member> profiles(Map<Who, Owner> owners) throws Sending.Blocked {
    var ids = new LinkedHashSet<String>();
    owners
        .values()
        .forEach(owner -> {
          if (owner instanceof Owner.Profile(var id)) {
            ids.add(id);
          }
        });
    var all = new ArrayList<>(ids);
    var found = new LinkedHashMap<String, Member>();
    for (int from = 0; from < all.size(); from += Members.MOST) {
      var some = all.subList(from, Math.min(all.size(), from + Members.MOST));
      var answers = known(members.lookUp(audience, some));
      for (int i = 0; i < some.size(); i++) {
        found.put(some.get(i), answers.get(i));
      }
    }
    return found;
  }

  private Owner owner(Member.Name name) throws Sending.Blocked {
    return known(members.owner(name));
  }

  private static <T> T known(Answer<T> answer) throws Sending.Blocked {
    return switch (answer) {
      case Answer.Known<T>(var what) -> what;
      case Answer.Unavailable<T>(var reason) -> throw new Sending.Blocked(reason);
    };
  }
}
