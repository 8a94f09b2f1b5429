package dev.tributary.audience.domain.softlink;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One profile's soft links, and what the others said of themselves. A working copy, as the profile
 * is.
 *
 * <p>Links that are told come into force together, once every profile they name has answered; until
 * then those told before stay in force. So a link that merely points to another id after a merge
 * takes nobody out of an audience and back in.
 */
public final class SoftLinks {

  /** As many as identity tells of one profile. Of more, the first. */
  public static final int MAX_LINKS = 100;

  /** No link expires. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int VERSION = 1;

  private final Map<String, Followed> followed = new LinkedHashMap<>();
  private List<SoftLink> told = List.of();
  private List<SoftLink> inForce = List.of();
  private long follows;

  private record Followed(long number, boolean answered, Set<Long> audiences) {}

  /** To whom a word is to be sent. */
  public record Addressed(String to, Word word) {}

  /** Takes the links that replace those told before; returns what is to be sent. */
  public List<Addressed> tell(String self, List<SoftLink> links) {
    var others = new HashSet<String>();
    told =
        links.stream()
            .filter(link -> !link.other().isEmpty() && !link.other().equals(self))
            .filter(link -> others.add(link.other()))
            .limit(MAX_LINKS)
            .toList();
    var words = new ArrayList<Addressed>();
    for (var link : told) {
      if (!followed.containsKey(link.other())) {
        followed.put(link.other(), new Followed(++follows, false, Set.of()));
        words.add(new Addressed(link.other(), new Word.Follow(self, follows)));
      }
    }
    words.addAll(settled(self));
    return words;
  }

  /** Whether anybody asked for this and is interested still. */
  public boolean awaits(Word.Holding holding) {
    var there = followed.get(holding.other());
    return there != null && there.number() == holding.number();
  }

  /** Notes what another profile said of itself; returns what is to be sent. */
  public List<Addressed> hear(String self, Word.Holding holding) {
    if (!awaits(holding)) {
      return List.of();
    }
    followed.put(holding.other(), new Followed(holding.number(), true, holding.audiences()));
    return settled(self);
  }

  /** Whether the audience's conditions hold of a profile that is linked with so much or more. */
  public boolean hold(long audience, double minimum, long now) {
    for (var link : inForce) {
      if (link.score() >= minimum && link.expiresAtMillis() > now) {
        var other = followed.get(link.other());
        if (other != null && other.audiences().contains(audience)) {
          return true;
        }
      }
    }
    return false;
  }

  /** When the next link expires, in milliseconds since the epoch. */
  public long due(long now) {
    long due = NEVER;
    for (var link : inForce) {
      if (link.expiresAtMillis() > now) {
        due = Math.min(due, link.expiresAtMillis());
      }
    }
    return due;
  }

  private List<Addressed> settled(String self) {
    boolean answered = true;
    var needed = new LinkedHashSet<String>();
    for (var link : told) {
      needed.add(link.other());
      var other = followed.get(link.other());
      answered &= other != null && other.answered();
    }
    if (answered) {
      inForce = told;
    }
    inForce.forEach(link -> needed.add(link.other()));
    var words = new ArrayList<Addressed>();
    for (var entry : List.copyOf(followed.entrySet())) {
      if (!needed.contains(entry.getKey())) {
        followed.remove(entry.getKey());
        words.add(
            new Addressed(entry.getKey(), new Word.Unfollow(self, entry.getValue().number())));
      }
    }
    return words;
  }

  /** The binary form. */
  public byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(follows);
    write(out, told);
    write(out, inForce);
    out.writeUnsigned(followed.size());
    followed.forEach((other, one) -> {
      out.writeText(other);
      out.writeUnsigned(one.number());
      out.writeByte(one.answered() ? 1 : 0);
      out.writeUnsigned(one.audiences().size());
      one.audiences().forEach(out::writeLong);
    });
    return out.toByteArray();
  }

  private static void write(ByteWriter out, List<SoftLink> links) {
    out.writeUnsigned(links.size());
    for (var link : links) {
      out.writeText(link.other());
      out.writeLong(Double.doubleToLongBits(link.score()));
      out.writeSigned(link.expiresAtMillis());
    }
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  public static SoftLinks fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored soft links", "of an unknown version");
    }
    var links = new SoftLinks();
    links.follows = in.readUnsigned();
    links.told = readLinks(in);
    links.inForce = readLinks(in);
    for (int left = in.readSize(); left > 0; left--) {
      var other = in.readText();
      long number = in.readUnsigned();
      boolean answered = in.readByte() == 1;
      links.followed.put(other, new Followed(number, answered, readAudiences(in)));
    }
    return links;
  }

  private static List<SoftLink> readLinks(ByteReader in) {
    var links = new ArrayList<SoftLink>();
    for (int left = in.readSize(); left > 0; left--) {
      links.add(
          new SoftLink(in.readText(), Double.longBitsToDouble(in.readLong()), in.readSigned()));
    }
    return List.copyOf(links);
  }

  private static Set<Long> readAudiences(ByteReader in) {
    var audiences = new LinkedHashSet<Long>();
    for (int left = in.readSize(); left > 0; left--) {
      audiences.add(in.readLong());
    }
    return audiences;
  }
}
