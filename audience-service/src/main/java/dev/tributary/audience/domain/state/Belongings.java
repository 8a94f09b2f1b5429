package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.entity.Enrolments.Legacy;
import dev.tributary.audience.domain.relation.Relations;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is kept of a profile but its timeline: what a merge moves and a split divides.
 *
 * @param legacies what its entities were told, for them to be told who it is now
 */
public record Belongings(
    Profile profile, Attributes attributes, Relations relations, List<Legacy> legacies) {

  public Belongings {
    legacies = List.copyOf(legacies);
  }

  public Belongings(Profile profile, Attributes attributes, Relations relations) {
    this(profile, attributes, relations, List.of());
  }

  /** Nothing. */
  public static Belongings none() {
    return new Belongings(new Profile(), new Attributes(), new Relations());
  }

  /** With what its entities were told. */
  public Belongings leaving(List<Legacy> left) {
    return new Belongings(profile, attributes, relations, left);
  }

  /** The keys of everything that could go its own way. */
  public Set<Long> keys() {
    var keys = new LinkedHashSet<>(profile.parts().keySet());
    attributes.identifiers().forEach(identifier -> keys.add(identifier.key()));
    keys.addAll(attributes.writers());
    return keys;
  }

  /** Whether there is nothing of it, conclusions aside. */
  public boolean isEmpty() {
    return profile.parts().isEmpty()
        && attributes.isEmpty()
        && relations.isEmpty()
        && legacies.isEmpty();
  }

  /** Notes that all of it was known to be the profile's at a version. */
  public void heard(long version) {
    profile.parts().keySet().forEach(anchor -> profile.heard(anchor, version));
    attributes.heard(version);
  }

  /** The keys of what was known to be here at that version, or later. */
  public Set<Long> heldSince(long version) {
    var keys = new LinkedHashSet<Long>();
    profile
        .parts()
        .forEach((anchor, part) -> {
          if (part.since() >= version) {
            keys.add(anchor);
          }
        });
    attributes
        .identifiersSince()
        .forEach((identifier, since) -> {
          if (since >= version) {
            keys.add(identifier.key());
          }
        });
    return keys;
  }

  /** As of which version each key's belongings were known to be here: the oldest of them. */
  public Map<Long, Long> known() {
    var known = new LinkedHashMap<>(attributes.writersSince());
    attributes
        .identifiersSince()
        .forEach((identifier, since) -> known.merge(identifier.key(), since, Math::min));
    profile.parts().forEach((anchor, part) -> known.merge(anchor, part.since(), Math::min));
    return known;
  }

  /** Takes out what leaves. Relations stay: who says them says them anew after a split. */
  public Belongings take(Leaving leaving) {
    return new Belongings(profile.take(leaving), attributes.take(leaving), new Relations());
  }
}
