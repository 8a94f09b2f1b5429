package dev.tributary.audience.domain.softlink;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who wants to know of which audiences a profile's own conditions hold, and what they were told
 * last: all of them the same. A working copy, as the profile is.
 */
public final class Followers {

  private static final int VERSION = 1;

  /** By profile id, the number of the {@link Word.Follow}. */
  private final Map<String, Long> followers = new LinkedHashMap<>();

  private Set<Long> told = Set.of();

  public boolean isEmpty() {
    return followers.isEmpty();
  }

  public Map<String, Long> followers() {
    return Collections.unmodifiableMap(followers);
  }

  /** The audiences that all of them were told last. */
  public Set<Long> told() {
    return told;
  }

  public void tell(Set<Long> audiences) {
    told = Set.copyOf(audiences);
  }

  public void add(Word.Follow follow) {
    followers.put(follow.follower(), follow.number());
  }

  /** False where somebody who left has come again since. */
  public boolean remove(Word.Unfollow unfollow) {
    return followers.remove(unfollow.follower(), unfollow.number());
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(told.size());
    told.forEach(out::writeLong);
    out.writeUnsigned(followers.size());
    followers.forEach((follower, number) -> {
      out.writeText(follower);
      out.writeUnsigned(number);
    });
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static Followers fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored followers", "of an unknown version");
    }
    var followers = new Followers();
    var told = new LinkedHashSet<Long>();
    for (int left = in.readSize(); left > 0; left--) {
      told.add(in.readLong());
    }
    followers.tell(told);
    for (int left = in.readSize(); left > 0; left--) {
      followers.followers.put(in.readText(), in.readUnsigned());
    }
    return followers;
  }
}
