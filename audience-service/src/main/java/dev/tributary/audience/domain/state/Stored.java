package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds under a profile id, and its binary form: what the id has been through, the
 * newest references of its timeline, and the profile. Of an id that is no profile of its own now,
 * the profile keeps the versions of what was told, so that none is used twice should it come back.
 *
 * <p>Most events only add a reference: the profile is read from its bytes when it is asked for, and
 * goes back untouched if it never was.
 */
public final class Stored {

  private static final int BEFORE_SPLITS = 1;
  private static final int BEFORE_LENGTHS = 2;
  private static final int BEFORE_PAGES = 3;
  private static final int VERSION = 4;
  private static final int PRESENT_BEFORE_SPLITS = 0;
  private static final int MOVED_BEFORE_SPLITS = 1;

  private final Place place;
  private final Recent recent;
  private final Apart apart;
  private final Form form;
  private byte[] unread;
  private @Nullable Profile read;

  /** How many bytes it took when it was read: about as many as it will take again. */
  private int size;

  /** How the bytes that were not read yet are to be read. */
  private enum Form {
    WHOLE,
    BEFORE_PAGES,
    PRESENT
  }

  private Stored(
      Place place, Recent recent, Apart apart, Form form, byte[] unread, @Nullable Profile read) {
    this.place = place;
    this.recent = recent;
    this.apart = apart;
    this.form = form;
    this.unread = unread;
    this.read = read;
  }

  public Stored(Place place, Recent recent, Profile profile) {
    this(place, recent, Apart.NOWHERE, Form.PRESENT, new byte[0], profile);
  }

  /** Under an id that nothing was heard of. */
  public static Stored untold() {
    return new Stored(Place.UNTOLD, Recent.NONE, new Profile());
  }

  public Place place() {
    return place;
  }

  public Recent recent() {
    return recent;
  }

  /** Whether nothing was heard of the id, as far as this alone can tell. */
  public boolean isUntold() {
    return place.equals(Place.UNTOLD) && recent.isEmpty();
  }

  /** Whether the place or the newest references are others than there. */
  public boolean differs(Stored other) {
    return !place.equals(other.place) || recent != other.recent;
  }

  /** The working copy; the same one whenever it is asked for. */
  public Profile profile() {
    if (read == null) {
      var in = new ByteReader(unread);
      read =
          switch (form) {
            case WHOLE -> EarlierForms.readWhole(in);
            case BEFORE_PAGES -> EarlierForms.readBeforePages(in, apart);
            case PRESENT -> Profile.read(in, apart);
          };
      size = unread.length;
      unread = new byte[0];
    }
    return read;
  }

  /** With another history; the same working copy where there is one already. */
  public Stored at(Place other) {
    return new Stored(other, recent, apart, form, unread, read);
  }

  /** With other newest references; the same working copy where there is one already. */
  public Stored with(Recent other) {
    return new Stored(place, other, apart, form, unread, read);
  }

  /** The binary form with all of the profile in it. */
  public byte[] toBytes() {
    var whole = profile();
    var out = head();
    whole.write(out);
    return out.toByteArray();
  }

  /** The binary form without what stands apart, which is written there. */
  public byte[] toBytes(ApartStore into) {
    boolean stays = form == Form.PRESENT && into.equals(apart);
    var profile = stays ? read : profile();
    var out = head();
    if (profile == null) {
      out.writeRest(unread);
    } else {
      profile.write(out, into);
    }
    return out.toByteArray();
  }

  private ByteWriter head() {
    var out = new ByteWriter(256 + recent.block().length + unread.length + size + size / 8);
    out.writeByte(VERSION);
    out.writeUnsigned(place.version());
    out.writeByte(place.gave() ? 1 : 0);
    out.writeUnsigned(place.merges().size());
    for (var merge : place.merges()) {
      out.writeText(merge.into());
      out.writeUnsigned(merge.version());
    }
    out.writeUnsigned(recent.firstChunk());
    out.writeUnsigned(recent.nextChunk());
    out.writeUnsigned(recent.count());
    out.writeBytes(recent.block());
    return out;
  }

  /**
   * Reads the binary form, or that of an earlier release.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one; of damage
   *     further behind only when the profile is asked for
   */
  public static Stored fromBytes(byte[] bytes) {
    return fromBytes(bytes, Apart.NOWHERE);
  }

  /**
   * Reads the binary form, or that of an earlier release.
   *
   * @param apart where that stands which is not in it
   * @throws InvalidValue as above
   */
  public static Stored fromBytes(byte[] bytes, Apart apart) {
    var in = new ByteReader(bytes);
    return switch (in.readByte()) {
      case BEFORE_SPLITS -> readBeforeSplits(in);
      case BEFORE_LENGTHS -> readHead(in, Form.WHOLE, apart);
      case BEFORE_PAGES -> readHead(in, Form.BEFORE_PAGES, apart);
      case VERSION -> readHead(in, Form.PRESENT, apart);
      default -> throw new InvalidValue("stored profile", "of an unknown version");
    };
  }

  /** The profile itself is left for when it is asked for. */
  private static Stored readHead(ByteReader in, Form form, Apart apart) {
    long version = in.readUnsigned();
    boolean gave = in.readByte() == 1;
    int merges = in.readSize();
    var away = new ArrayList<Away>(merges);
    for (int i = 0; i < merges; i++) {
      away.add(new Away(in.readText(), in.readUnsigned()));
    }
    var place =
        merges == 0 && version == 0 && !gave ? Place.UNTOLD : new Place(version, away, gave);
    var recent =
        new Recent(in.readUnsigned(), in.readUnsigned(), (int) in.readUnsigned(), in.readBytes());
    return new Stored(place, recent, apart, form, in.readRest(), null);
  }

  private static Stored readBeforeSplits(ByteReader in) {
    return switch (in.readByte()) {
      case PRESENT_BEFORE_SPLITS ->
          new Stored(Place.UNTOLD, Recent.NONE, EarlierForms.readBeforeSplits(in));
      case MOVED_BEFORE_SPLITS ->
          new Stored(
              new Place(0, List.of(new Away(in.readText(), 0)), false), Recent.NONE, new Profile());
      default -> throw new InvalidValue("stored profile", "of an unknown kind");
    };
  }
}
