package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.entity.EntityWord.Seat;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.entity.Standing;
import dev.tributary.audience.domain.entity.Summary;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * One task's entities: a row for each member, one for each group of members that says what they
 * bring together, one for what was concluded. A word of one member reads its own group and what the
 * others come down to, so it costs about the square root of all members while they are some
 * thousands.
 */
final class EntityStore {

  private static final int GROUPS = 64;
  private static final byte[] NOTHING = {};

  private static final int VERSION = 1;

  private final KeyValueStore<Bytes, byte[]> store;

  /** No timer in the store is earlier; spares the look where nothing is due. */
  private long noTimerBefore;

  EntityStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * What was last said from a seat.
   *
   * @param number of the last word; of a seat that is left, of the last that may still come
   * @param share nothing of a seat that is left
   */
  record Said(long number, Optional<Share> share) {

    /** Whether that word was the last that could still come from a seat that is left. */
    boolean isLast(long word) {
      return share.isEmpty() && word == number;
    }
  }

  Standing standing(String entity) {
    return standing(store, entity);
  }

  static Standing standing(ReadOnlyKeyValueStore<Bytes, byte[]> store, String entity) {
    var bytes = store.get(StoreKey.entity(entity));
    return bytes == null ? Standing.NONE : Standing.fromBytes(bytes);
  }

  void setStanding(String entity, Standing before, Standing after) {
    // One of which nothing is known has a row too, so that a sweep meets it.
    if (before.equals(Standing.NONE) || !after.equals(before)) {
      store.put(StoreKey.entity(entity), after.toBytes());
    }
    if (after.due() != before.due()) {
      if (before.due() != Profile.NEVER) {
        store.delete(StoreKey.entityTimer(before.due(), entity));
      }
      if (after.due() != Profile.NEVER) {
        store.put(StoreKey.entityTimer(after.due(), entity), NOTHING);
        noTimerBefore = Math.min(noTimerBefore, after.due());
      }
    }
  }

  Optional<Said> said(String entity, Seat seat) {
    var bytes = store.get(key(entity, seat));
    return bytes == null ? Optional.empty() : Optional.of(said(bytes));
  }

  void setSaid(String entity, Seat seat, Said said) {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(said.number());
    said.share().ifPresent(share -> share.write(out));
    store.put(key(entity, seat), out.toByteArray());
  }

  void forget(String entity, Seat seat) {
    store.delete(key(entity, seat));
  }

  private static Bytes key(String entity, Seat seat) {
    return StoreKey.entityMember(entity, group(seat), seat.key());
  }

  private static Said said(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != VERSION) {
      throw new InvalidValue("stored seat", "of an unknown version");
    }
    long number = in.readUnsigned();
    return new Said(number, in.atEnd() ? Optional.empty() : Optional.of(Share.read(in)));
  }

  /** In which group of members a seat is. */
  static int group(Seat seat) {
    return (int) (StableHash.of(seat.member()) & (GROUPS - 1));
  }

  /** Adds somebody new to a group. */
  void add(String entity, int group, Share share) {
    var key = StoreKey.entityGroup(entity, group);
    var bytes = store.get(key);
    var before = bytes == null ? Summary.NOBODY : Summary.fromBytes(bytes);
    store.put(key, before.plus(Summary.of(share)).toBytes());
  }

  /** Adds up a group again, some of whose members are others. */
  void refresh(String entity, int group) {
    var summary = Summary.NOBODY;
    var prefix = StoreKey.entityMember(entity, group, "");
    try (var rows = store.range(prefix, StoreKey.after(prefix))) {
      while (rows.hasNext()) {
        var share = said(rows.next().value).share();
        if (share.isPresent()) {
          summary = summary.plus(Summary.of(share.get()));
        }
      }
    }
    var key = StoreKey.entityGroup(entity, group);
    if (summary.members() == 0) {
      store.delete(key);
    } else {
      store.put(key, summary.toBytes());
    }
  }

  /** What all members bring together. */
  Summary summary(String entity) {
    var summary = Summary.NOBODY;
    var to = StoreKey.after(StoreKey.entityGroup(entity, GROUPS - 1));
    try (var rows = store.range(StoreKey.entityGroup(entity, 0), to)) {
      while (rows.hasNext()) {
        summary = summary.plus(Summary.fromBytes(rows.next().value));
      }
    }
    return summary;
  }

  /** All members, each with the number of its last word. */
  void members(String entity, BiConsumer<String, Long> each) {
    var to = StoreKey.after(StoreKey.entityMember(entity, GROUPS - 1, ""));
    try (var rows = store.range(StoreKey.entityMember(entity, 0, ""), to)) {
      while (rows.hasNext()) {
        var row = rows.next();
        var said = said(row.value);
        if (said.share().isPresent()) {
          each.accept(Seat.ofKey(StoreKey.member(row.key)).member(), said.number());
        }
      }
    }
  }

  /** Members of an entity, at most so many. */
  static List<String> members(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, String entity, int limit) {
    var members = new ArrayList<String>();
    var to = StoreKey.after(StoreKey.entityMember(entity, GROUPS - 1, ""));
    try (var rows = store.range(StoreKey.entityMember(entity, 0, ""), to)) {
      while (members.size() < limit && rows.hasNext()) {
        var row = rows.next();
        if (said(row.value).share().isPresent()) {
          members.add(Seat.ofKey(StoreKey.member(row.key)).member());
        }
      }
    }
    return members;
  }

  /** The timers that are due, earliest first, at most so many. */
  List<Timer> due(long now, int limit) {
    if (noTimerBefore > now) {
      return List.of();
    }
    var due = new ArrayList<Timer>();
    var from = StoreKey.entityTimer(Math.max(0, noTimerBefore), "");
    var to = StoreKey.after(StoreKey.single(StoreKey.ENTITY_TIMER));
    noTimerBefore = Profile.NEVER;
    try (var timers = store.range(from, to)) {
      while (timers.hasNext()) {
        var key = timers.next().key;
        long moment = StoreKey.number(key);
        if (due.size() == limit || moment > now) {
          noTimerBefore = moment;
          break;
        }
        due.add(new Timer(moment, StoreKey.idAfterNumber(key)));
      }
    }
    return due;
  }

  /** When time changes something of an entity. */
  record Timer(long due, String entity) {}

  /**
   * Takes a timer out whose entity cannot be worked on; the next word of a member sets it again.
   */
  void drop(Timer timer) {
    store.delete(StoreKey.entityTimer(timer.due(), timer.entity()));
  }

  /** Entities in their order after one, at most so many. */
  List<String> after(String entity, int limit) {
    var found = new ArrayList<String>();
    var end = StoreKey.after(StoreKey.single(StoreKey.ENTITY));
    try (var rows = store.range(StoreKey.next(StoreKey.entity(entity)), end)) {
      while (found.size() < limit && rows.hasNext()) {
        found.add(StoreKey.id(rows.next().key));
      }
    }
    return found;
  }
}
