package dev.tributary.audience.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the one store. One store, not one for each purpose, makes one changelog and so one
 * partition to commit. A first byte parts the purposes; numbers are big-endian, so that keys stand
 * in the order of what they say. On disk: letters are never given a new meaning.
 */
final class StoreKey {

  static final byte PROFILE = 'p';
  static final byte ATTRIBUTES = 'a';
  static final byte TIMER = 't';
  static final byte MEMBER = 'm';
  static final byte SIZE = 's';
  static final byte SWEPT = 'w';
  static final byte RELATIONS = 'r';
  static final byte CHUNK = 'e';
  static final byte GIVEN = 'g';
  static final byte SOFT_LINKS = 'l';
  static final byte FOLLOWERS = 'f';
  static final byte DEPARTED = 'd';
  static final byte PLAN = 'j';
  static final byte MADE_PLAN = 'k';
  static final byte PROGRESS = 'b';
  static final byte TALLY = 'y';
  static final byte GROWTH = 'h';
  static final byte STATE = 'x';
  static final byte PAGE = 'z';
  static final byte ENROLMENTS = 'i';
  static final byte ENTITY = 'n';
  static final byte ENTITY_MEMBER = 'o';
  static final byte ENTITY_GROUP = 'v';
  static final byte ENTITY_TIMER = 'u';

  private StoreKey() {}

  static Bytes profile(String id) {
    return key(PROFILE, id);
  }

  static Bytes attributes(String id) {
    return key(ATTRIBUTES, id);
  }

  static Bytes timer(long due, String id) {
    return key(TIMER, due, id);
  }

  static Bytes member(long audience, String id) {
    return key(MEMBER, audience, id);
  }

  static Bytes size(long audience) {
    return key(SIZE, audience, "");
  }

  /** The size of an audience at the end of an hour. */
  static Bytes growth(long audience, long hour) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 2 * Long.BYTES)
            .put(GROWTH)
            .putLong(audience)
            .putLong(hour)
            .array());
  }

  /** What stands once in a partition. */
  static Bytes single(byte purpose) {
    return key(purpose, "");
  }

  static Bytes relations(String id) {
    return key(RELATIONS, id);
  }

  static Bytes softLinks(String id) {
    return key(SOFT_LINKS, id);
  }

  static Bytes followers(String id) {
    return key(FOLLOWERS, id);
  }

  static Bytes enrolments(String id) {
    return key(ENROLMENTS, id);
  }

  static Bytes entity(String entity) {
    return key(ENTITY, entity);
  }

  /** A member of an entity, in a group of its members. */
  static Bytes entityMember(String entity, int group, String member) {
    return group(ENTITY_MEMBER, entity, group, member);
  }

  /** A group of an entity's members; the groups of one entity stand together. */
  static Bytes entityGroup(String entity, int group) {
    return group(ENTITY_GROUP, entity, group, "");
  }

  private static Bytes group(byte purpose, String entity, int group, String member) {
    var utf8 = entity.getBytes(StandardCharsets.UTF_8);
    var last = member.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Integer.BYTES + utf8.length + 1 + last.length)
            .put(purpose)
            .putInt(utf8.length)
            .put(utf8)
            .put((byte) group)
            .put(last)
            .array());
  }

  /** The member behind an entity and a group. */
  static String member(Bytes key) {
    int length = ByteBuffer.wrap(key.get()).getInt(1);
    return text(key, 1 + Integer.BYTES + length + 1);
  }

  static Bytes entityTimer(long due, String entity) {
    return key(ENTITY_TIMER, due, entity);
  }

  /** A state that is too large to stand in its profile. */
  static Bytes state(String id, long anchor, long feature) {
    var utf8 = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 2 * Long.BYTES + utf8.length)
            .put(STATE)
            .put(utf8)
            .putLong(anchor)
            .putLong(feature)
            .array());
  }

  /** A page of a profile that is too large to be one record. */
  static Bytes page(String id, long number) {
    return key(PAGE, id, number);
  }

  /** A chunk of a profile's timeline. */
  static Bytes chunk(String id, long number) {
    return key(CHUNK, id, number);
  }

  /** What a merge of that version took along. */
  static Bytes departed(String id, long version) {
    return key(DEPARTED, id, version);
  }

  /** Where a split sent an identifier. */
  static Bytes given(String id, long identifier) {
    return key(GIVEN, id, identifier);
  }

  /** The key after all keys that start with the bytes of this one. */
  static Bytes after(Bytes prefix) {
    return Bytes.increment(prefix);
  }

  /** The least key greater than this one. */
  static Bytes next(Bytes key) {
    return Bytes.wrap(ByteBuffer.allocate(key.get().length + 1).put(key.get()).array());
  }

  /** The id behind a letter. */
  static String id(Bytes key) {
    return text(key, 1);
  }

  /** The number behind a letter. */
  static long number(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1);
  }

  /** The number behind a letter and a number. */
  static long secondNumber(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1 + Long.BYTES);
  }

  /** The id behind a letter and a number. */
  static String idAfterNumber(Bytes key) {
    return text(key, 1 + Long.BYTES);
  }

  private static String text(Bytes key, int from) {
    var bytes = key.get();
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  private static Bytes key(byte purpose, String id) {
    var utf8 = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + utf8.length).put(purpose).put(utf8).array());
  }

  /** For single reads alone: keys of one id do not stand together. */
  private static Bytes key(byte purpose, String id, long number) {
    var utf8 = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + utf8.length)
            .put(purpose)
            .put(utf8)
            .putLong(number)
            .array());
  }

  private static Bytes key(byte purpose, long number, String id) {
    var utf8 = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + utf8.length)
            .put(purpose)
            .putLong(number)
            .put(utf8)
            .array());
  }
}
