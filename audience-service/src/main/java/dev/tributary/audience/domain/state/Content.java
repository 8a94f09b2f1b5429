package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands together in a page: states by anchor, and conclusions. */
final class Content {

  /** The binary form in which nothing is. */
  static final byte[] NOTHING = {0, 0};

  private final Apart home;
  private final Map<Long, States> states;
  private final Conclusions conclusions;

  private Content(Apart home, Map<Long, States> states, Conclusions conclusions) {
    this.home = home;
    this.states = states;
    this.conclusions = conclusions;
  }

  /** Reads what {@link #toBytes} wrote; nothing of the values yet. */
  static Content read(byte[] bytes, Apart home) {
    var states = new LinkedHashMap<Long, States>();
    var in = new ByteReader(bytes);
    for (int left = in.readSize(); left > 0; left--) {
      long anchor = in.readLong();
      int size = in.skipBytes();
      int end = in.position();
      if (states.put(anchor, new States(anchor, home, bytes, end - size, end)) != null) {
        throw new InvalidValue("stored profile", "with an anchor twice");
      }
    }
    int size = in.skipBytes();
    var conclusions = new Conclusions(bytes, in.position() - size, in.position());
    return new Content(home, states, conclusions);
  }

  /**
   * Looks at where each state and conclusion stands.
   *
   * @throws InvalidValue if that cannot be
   */
  void check() {
    states.values().forEach(Entries::check);
    conclusions.check();
  }

  Map<Long, States> states() {
    return states;
  }

  Conclusions conclusions() {
    return conclusions;
  }

  /** A feature's state over the events of all anchors. */
  FeatureState state(long feature) {
    var all = FeatureState.EMPTY;
    for (var each : states.values()) {
      all = all.combined(each.get(feature));
    }
    return all;
  }

  FeatureState state(long anchor, long feature) {
    var own = states.get(anchor);
    return own == null ? FeatureState.EMPTY : own.get(feature);
  }

  boolean has(long anchor, long feature) {
    var own = states.get(anchor);
    return own != null && own.has(feature);
  }

  void set(long anchor, long feature, FeatureState state) {
    states
        .computeIfAbsent(anchor, _ -> new States(anchor, home, NOTHING, 0, 0))
        .set(feature, state);
  }

  /** The binary form, for a place, where that is written which stands apart. */
  byte[] toBytes(Apart into) {
    var form = new Form();
    for (var each : states.entrySet()) {
      var own = new ByteWriter();
      each.getValue().write(own, into);
      form.states(each.getKey(), own);
    }
    conclusions.write(form.conclusions, into);
    return form.toBytes();
  }

  /** The binary form of several together, each of which has higher numbers than those before. */
  static byte[] joined(List<Content> contents, Apart into) {
    var all = new LinkedHashMap<Long, ByteWriter>();
    var form = new Form();
    for (var content : contents) {
      content.states.forEach(
          (anchor, own) -> own.write(all.computeIfAbsent(anchor, _ -> new ByteWriter()), into));
      content.conclusions.write(form.conclusions, into);
    }
    all.forEach(form::states);
    return form.toBytes();
  }

  /** How many bytes each number takes, of what was just read. */
  SortedMap<Long, Integer> sizes() {
    var sizes = new TreeMap<Long, Integer>();
    states.values().forEach(each -> each.weigh(sizes));
    conclusions.weigh(sizes);
    return sizes;
  }

  /**
   * Cuts a binary form, where it is larger than that, into pieces of about equal size.
   *
   * @return by the first number in each
   */
  static SortedMap<Long, byte[]> cut(byte[] bytes, int most) {
    var pieces = new TreeMap<Long, byte[]>();
    if (bytes.length <= most && bytes.length > NOTHING.length) {
      pieces.put(Long.MIN_VALUE, bytes);
      return pieces;
    }
    var content = read(bytes, Apart.NOWHERE);
    int enough = bytes.length / (1 + bytes.length / Math.max(1, most - most / 4));
    long first = Long.MIN_VALUE;
    long last = first;
    int size = 0;
    for (var next : content.sizes().entrySet()) {
      if (size > 0 && size + next.getValue() / 2 >= enough) {
        pieces.put(first, content.between(first, last));
        size = 0;
      }
      first = size == 0 ? next.getKey() : first;
      last = next.getKey();
      size += next.getValue();
    }
    if (size > 0) {
      pieces.put(first, content.between(first, last));
    }
    return pieces;
  }

  private byte[] between(long first, long last) {
    var form = new Form();
    for (var each : states.entrySet()) {
      var own = new ByteWriter();
      each.getValue().cut(first, last, own);
      form.states(each.getKey(), own);
    }
    conclusions.cut(first, last, form.conclusions);
    return form.toBytes();
  }

  /** The binary form in the making. */
  private static final class Form {

    private final ByteWriter conclusions = new ByteWriter();
    private final ByteWriter sections = new ByteWriter();
    private int anchors;

    private void states(long anchor, ByteWriter own) {
      if (own.length() > 0) {
        anchors++;
        sections.writeLong(anchor);
        sections.writeBytes(own);
      }
    }

    private byte[] toBytes() {
      var out = new ByteWriter(16 + sections.length() + conclusions.length());
      out.writeUnsigned(anchors);
      out.writeRest(sections);
      out.writeBytes(conclusions);
      return out.toByteArray();
    }
  }
}
