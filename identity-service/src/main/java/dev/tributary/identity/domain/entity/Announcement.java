package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Traits of an entity changed, and its members are being told.
 *
 * @param names of the traits
 * @param after the last member who was told
 */
public record Announcement(long id, EntityKey entity, SortedSet<String> names, ProfileId after) {

  /** Before every member. */
  public static final ProfileId START = new ProfileId(new UUID(0, 0));

  public Announcement {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  Announcement toldUpTo(ProfileId member) {
    return new Announcement(id, entity, names, member);
  }
}
