package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is computed of one profile: the state of each feature, kept apart by the anchor of the
 * events, the conclusions drawn from all of them, and when the next element falls out of its
 * window. A working copy: read from bytes, changed in one thread, written back.
 *
 * <p>At most {@value #MAX_PARTS} anchors are kept apart; what further ones bring belongs to {@link
 * Identifier#NOBODY} and so stays with this profile through a split.
 */
public final class Profile {

  /** Of a profile from which nothing will ever fall out. */
  public static final long NEVER = Long.MAX_VALUE;

  public static final int MAX_PARTS = 1_000;

  private final Map<Long, Part> parts = new LinkedHashMap<>();
  private final Pages pages;
  private long due = NEVER;

  public Profile() {
    this(Pages.none());
  }

  private Profile(Pages pages) {
    this.pages = pages;
  }

  /** By the key of the anchor; those that are not there left nothing. */
  public Map<Long, Part> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** All that it is laid out in; each is read when it is asked for something. */
  public List<Page> pages() {
    return pages.all();
  }

  /** All of them by rule id; those that are not there were never concluded. */
  public Map<Long, Conclusion> conclusions() {
    var all = new LinkedHashMap<Long, Conclusion>();
    for (var page : pages.all()) {
      var conclusions = page.content().conclusions();
      conclusions.ids().forEach(rule -> all.put(rule, conclusions.get(rule)));
    }
    return all;
  }

  /** A feature's state over the events of all anchors. */
  public FeatureState feature(long id) {
    return pages.of(id).content().state(id);
  }

  /** A feature's state over the events of one anchor. */
  public FeatureState feature(long anchor, long id) {
    return parts.containsKey(anchor)
        ? pages.of(id).content().state(anchor, id)
        : FeatureState.EMPTY;
  }

  /** Under which key the anchor's events are kept: its own while there is room. */
  public long keptUnder(long anchor) {
    return parts.containsKey(anchor) || parts.size() < MAX_PARTS ? anchor : Identifier.NOBODY;
  }

  /** Sets a state of which it is not known yet when it will be another one by time alone. */
  public void setFeature(long anchor, long id, FeatureState state) {
    setFeature(anchor, id, state, Page.ALWAYS);
  }

  /** Sets a state that will be another one, by time alone, at a moment. */
  public void setFeature(long anchor, long id, FeatureState state, long moment) {
    if (state.isEmpty() && !parts.containsKey(anchor)) {
      return;
    }
    var page = pages.of(id);
    boolean was = page.content().has(anchor, id);
    page.set(anchor, id, state, moment);
    var part = parts.computeIfAbsent(anchor, _ -> new Part(0, 0));
    part.add((state.isEmpty() ? 0 : 1) - (was ? 1 : 0));
    if (part.features() == 0) {
      parts.remove(anchor);
    }
  }

  /** Notes that the anchor was this profile's at a version; nothing where it left nothing here. */
  public void heard(long anchor, long version) {
    var part = parts.get(anchor);
    if (part != null) {
      part.heard(version);
    }
  }

  /** The elements of another, each with the anchor it has there. */
  public void combine(Profile other) {
    for (var page : other.pages()) {
      for (var spot : page.states()) {
        long key = keptUnder(spot.anchor());
        long id = spot.feature();
        var more = other.feature(spot.anchor(), id);
        setFeature(key, id, feature(key, id).combined(more));
      }
    }
    other.parts.forEach((anchor, part) -> heard(keptUnder(anchor), part.since()));
  }

  /** Takes out the parts that leave; the conclusions stay. */
  public Profile take(Leaving leaving) {
    var taken = new Profile();
    var leave = new HashMap<Long, Long>();
    parts.forEach((anchor, part) -> {
      if (leaving.leaves(anchor, part.since())) {
        leave.put(anchor, part.since());
      }
    });
    if (leave.isEmpty()) {
      return taken;
    }
    for (var page : pages.all()) {
      for (var spot : page.states()) {
        if (leave.containsKey(spot.anchor())) {
          taken.setFeature(spot.anchor(), spot.feature(), feature(spot.anchor(), spot.feature()));
          setFeature(spot.anchor(), spot.feature(), FeatureState.EMPTY);
        }
      }
    }
    leave.forEach(taken::heard);
    return taken;
  }

  public Conclusion.Membership membership(long rule) {
    return conclusion(rule) instanceof Conclusion.Membership membership
        ? membership
        : Conclusion.Membership.NONE;
  }

  public Conclusion.Computed computed(long rule) {
    return conclusion(rule) instanceof Conclusion.Computed computed
        ? computed
        : Conclusion.Computed.NONE;
  }

  private Conclusion conclusion(long rule) {
    return pages.of(rule).content().conclusions().get(rule);
  }

  public void conclude(long rule, Conclusion conclusion) {
    pages.of(rule).touched().conclusions().set(rule, conclusion);
  }

  /** Keeps of every conclusion its version alone, so that none is ever told under it again. */
  public void retire() {
    conclusions().forEach((rule, conclusion) -> conclude(rule, conclusion.retired()));
  }

  /** When the next element falls out, in milliseconds since the epoch. */
  public long due() {
    return due;
  }

  public void setDue(long due) {
    this.due = due;
  }

  /** The binary form of a profile that travels: all of it. */
  void write(ByteWriter out) {
    writeParts(out);
    pages.write(out);
  }

  /** The binary form without what stands apart, which is written there where it was touched. */
  void write(ByteWriter out, ApartStore into) {
    writeParts(out);
    pages.write(out, into);
  }

  private void writeParts(ByteWriter out) {
    writeMoment(due, out);
    out.writeUnsigned(parts.size());
    parts.forEach((anchor, part) -> {
      out.writeLong(anchor);
      out.writeUnsigned(part.since());
      out.writeUnsigned(part.features());
    });
  }

  /** In one byte where it is {@link #NEVER}. */
  static void writeMoment(long moment, ByteWriter out) {
    out.writeUnsigned(moment == NEVER ? 0 : ((moment << 1) ^ (moment >> 63)) + 1);
  }

  static long readMoment(ByteReader in) {
    long written = in.readUnsigned();
    long moment = written - 1;
    return written == 0 ? NEVER : (moment >>> 1) ^ -(moment & 1);
  }

  /** Reads what was written; nothing of the states and conclusions yet. */
  static Profile read(ByteReader in, Apart home) {
    long due = readMoment(in);
    var parts = new LinkedHashMap<Long, Part>();
    for (int left = in.readSize(); left > 0; left--) {
      parts.put(in.readLong(), new Part(in.readUnsigned(), (int) in.readUnsigned()));
    }
    return of(parts, Pages.read(in, home), due);
  }

  static Profile of(Map<Long, Part> parts, Pages pages, long due) {
    var profile = new Profile(pages);
    profile.parts.putAll(parts);
    profile.due = due;
    return profile;
  }
}
