package dev.tributary.audience.domain.entity;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.relation.Relations.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What members and their entities say to each other. In order, between any two places; numbers of
 * one member only rise.
 */
public sealed interface EntityWord {

  /**
   * I am a member, and this is my share now. The first word of a seat also asks for answers.
   *
   * @param former who turned out to be this member: their shares are in its own from now on
   */
  record Joined(Seat seat, long number, List<Former> former, Share share) implements EntityWord {

    public Joined {
      former = List.copyOf(former);
    }

    /** Whether the member knows no answers yet. */
    public boolean asks() {
      return number == seat.first();
    }
  }

  /** It is no member any more. */
  record Left(Former former) implements EntityWord {}

  /**
   * The entity answers what it is asked.
   *
   * @param number of the member's word that it knew last
   * @param answers by the ids of questions; what is not there cannot be answered yet
   */
  record Answered(Entity entity, long number, Map<Long, Boolean> answers) implements EntityWord {

    public Answered {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * A member from when it joined until it leaves. A profile that is merged away and comes back sits
   * elsewhere than before, for what it had may still be on its way to it.
   *
   * @param first number of the word by which it joined
   */
  record Seat(String member, long first) {

    /** Appends its binary form. */
    public void write(ByteWriter out) {
      out.writeText(member);
      out.writeUnsigned(first);
    }

    /** Reads what {@link #write} wrote. */
    public static Seat read(ByteReader in) {
      return new Seat(in.readText(), in.readUnsigned());
    }

    /** Names it among all seats of an entity. */
    public String key() {
      return first + "/" + member;
    }

    /** Reads {@link #key} back. */
    public static Seat ofKey(String key) {
      int slash = key.indexOf('/');
      return new Seat(key.substring(slash + 1), Long.parseLong(key.substring(0, slash)));
    }
  }

  /**
   * A seat that is left.
   *
   * @param number of the last word from it
   */
  record Former(Seat seat, long number) {

    /** Appends the binary form of several. */
    public static void write(ByteWriter out, List<Former> former) {
      out.writeUnsigned(former.size());
      for (var one : former) {
        one.seat().write(out);
        out.writeUnsigned(one.number());
      }
    }

    /** Reads what {@link #write} wrote. */
    public static List<Former> read(ByteReader in) {
      var former = new ArrayList<Former>();
      for (int left = in.readSize(); left > 0; left--) {
        former.add(new Former(Seat.read(in), in.readUnsigned()));
      }
      return List.copyOf(former);
    }
  }
}
