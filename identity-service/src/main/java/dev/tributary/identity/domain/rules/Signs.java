package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON of an event must contain to be worth parsing for identifiers: for each place where
 * one may stand, the names that lead there, in quotes, in any order. Found in one pass over the
 * bytes, for a fraction of the price of parsing. Names in escapes ({@code \\u0065mail}) are not
 * looked into: any escape of that sort makes a text worth it. Never misses; may call a text worth
 * it that holds nothing.
 */
public final class Signs {

  /** Names beyond this many share the last bit: texts are called worth it more often. */
  private static final int MAX_BITS = 63;

  private static final List<Set<String>> EXTERNAL_IDS = List.of(Set.of("externalIds"));

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private final Name[] @Nullable [] byFirstByte = new Name[256][];
  private final long[] places;

  private Signs(Map<String, Long> bits, long[] places) {
    this.places = places;
    bits.forEach((name, bit) -> add(new Name(name.getBytes(StandardCharsets.UTF_8), bit)));
  }

  /** The signs of all places where some types are read. */
  static Signs of(List<TypeRule> types) {
    var places = new ArrayList<List<Set<String>>>();
    places.add(EXTERNAL_IDS);
    types.stream().flatMap(type -> type.sources().stream()).map(Source::signs).forEach(places::add);
    var groups = new LinkedHashMap<Set<String>, Long>();
    var masks = new ArrayList<Long>();
    for (var place : places) {
      long mask = 0;
      for (var group : place) {
        mask |= groups.computeIfAbsent(group, _ -> 1L << Math.min(groups.size(), MAX_BITS - 1));
      }
      if (mask != 0) {
        masks.add(mask);
      }
    }
    var bits = new HashMap<String, Long>();
    groups.forEach((names, bit) -> names.forEach(name -> bits.merge(name, bit, (a, b) -> a | b)));
    return new Signs(bits, masks.stream().distinct().mapToLong(Long::longValue).toArray());
  }

  /** Whether the parts of an event's JSON, taken together, are worth parsing. */
  public boolean areIn(ByteBuffer... texts) {
    long found = 0;
    for (var part : texts) {
      var text = part.slice().order(ByteOrder.LITTLE_ENDIAN);
      int last = text.limit() - 1;
      for (int i = next(text, 0); i < last; i = next(text, i + 1)) {
        if (text.get(i) == '"') {
          long more = found | bitsAt(text, i + 1);
          if (more != found && completesAPlace(more)) {
            return true;
          }
          found = more;
        } else if (text.get(i + 1) == 'u') {
          return true;
        }
      }
    }
    return false;
  }

  /** Where the next quote or backslash stands, from a place on; the length where none does. */
  private static int next(ByteBuffer text, int from) {
    int i = from;
    for (; i <= text.limit() - Long.BYTES; i += Long.BYTES) {
      long eight = text.getLong(i);
      long marks = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
      if (marks != 0) {
        return i + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (i < text.limit() && text.get(i) != '"' && text.get(i) != '\\') {
      i++;
    }
    return i;
  }

  /**
   * The highest bit of the lowest byte that is zero, and perhaps of bytes above it; none where none
   * is. See "Determine if a word has a zero byte" in Anderson's Bit Twiddling Hacks.
   */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }

  private long bitsAt(ByteBuffer text, int start) {
    var candidates = byFirstByte[text.get(start) & 0xFF];
    long bits = 0;
    if (candidates != null) {
      for (var name : candidates) {
        if (name.isAt(text, start)) {
          bits |= name.bits;
        }
      }
    }
    return bits;
  }

  private boolean completesAPlace(long found) {
    for (long place : places) {
      if ((found & place) == place) {
        return true;
      }
    }
    return false;
  }

  private void add(Name name) {
    int first = name.bytes[0] & 0xFF;
    var before = byFirstByte[first];
    var more = before == null ? new ArrayList<Name>() : new ArrayList<>(List.of(before));
    more.add(name);
    byFirstByte[first] = more.toArray(Name[]::new);
  }

  /** A name as it stands in the text, followed by its closing quote. */
  private static final class Name {

    private final byte[] bytes;
    private final long bits;

    Name(byte[] bytes, long bits) {
      this.bytes = bytes;
      this.bits = bits;
    }

    private boolean isAt(ByteBuffer text, int start) {
      int end = start + bytes.length;
      if (end >= text.limit() || text.get(end) != '"') {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if (text.get(start + i) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
