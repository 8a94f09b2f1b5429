package dev.tributary.audience.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.entity.Share;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.softlink.Word;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Belongings;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.audience.domain.timeline.References;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.ResolvedEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A record of the {@code moves} topic: what one profile's place sends to another's. A version, a
 * kind, how far it has come, the content. On the bus: numbers are never given a new meaning.
 */
final class MoveRecord {

  private static final int BEFORE_SPLITS = 1;
  private static final int BEFORE_PLANS = 2;
  private static final int VERSION = 3;
  private static final int EVENT = 0;
  private static final int STATE = 1;
  private static final int REFERENCES = 2;
  private static final int SPLIT = 3;
  private static final int MEMBERSHIP = 4;
  private static final int FOLLOW = 5;
  private static final int UNFOLLOW = 6;
  private static final int HOLDING = 7;
  private static final int CHASE = 8;
  private static final int RECALLED = 14;
  private static final int JOINED = 15;
  private static final int LEFT = 16;
  private static final int ANSWERED = 17;
  private static final int BY_MERGE = 0;
  private static final int BY_SPLIT = 1;

  private MoveRecord() {}

  static byte[] ofEvent(ResolvedEvent event, Arrival.Position.Told from, Travel travel) {
    var out = begin(EVENT, travel);
    out.writeUnsigned(from.partition());
    out.writeUnsigned(from.offset());
    out.writeBytes(event.toByteArray());
    out.writeUnsigned(from.plan());
    return out.toByteArray();
  }

  static byte[] ofRecalled(Arrival.Recalled recalled) {
    var out = begin(RECALLED, recalled.travel());
    out.writeUnsigned(recalled.job());
    out.writeRest(new Stored(Place.UNTOLD, Recent.NONE, recalled.parts()).toBytes());
    return out.toByteArray();
  }

  static byte[] ofState(Belongings belongings, Cause cause, Travel travel) {
    var out = begin(STATE, travel);
    out.writeByte(cause instanceof Cause.BySplit ? BY_SPLIT : BY_MERGE);
    out.writeBytes(new Stored(Place.UNTOLD, Recent.NONE, belongings.profile()).toBytes());
    out.writeBytes(belongings.attributes().toBytes());
    out.writeBytes(belongings.relations().toBytes());
    Enrolments.writeLegacies(out, belongings.legacies());
    return out.toByteArray();
  }

  static byte[] ofReferences(List<EventReference> references, Travel travel) {
    var out = begin(REFERENCES, travel);
    out.writeRest(References.toBytes(references));
    return out.toByteArray();
  }

  static byte[] ofChase(Set<Long> keys, Away away, Cause cause, Travel travel) {
    var out = begin(CHASE, travel);
    out.writeByte(cause instanceof Cause.BySplit ? BY_SPLIT : BY_MERGE);
    out.writeText(away.into());
    out.writeUnsigned(away.version());
    out.writeUnsigned(keys.size());
    keys.forEach(out::writeLong);
    return out.toByteArray();
  }

  static byte[] ofMembership(EntityMembership membership, Travel travel) {
    var out = begin(MEMBERSHIP, travel);
    out.writeRest(membership.toByteArray());
    return out.toByteArray();
  }

  static byte[] ofWord(Word word) {
    return switch (word) {
      case Word.Follow(var follower, var number) -> ofWord(FOLLOW, follower, number).toByteArray();
      case Word.Unfollow(var follower, var number) ->
          ofWord(UNFOLLOW, follower, number).toByteArray();
      case Word.Holding(var other, var number, var audiences) -> {
        var out = ofWord(HOLDING, other, number);
        out.writeUnsigned(audiences.size());
        audiences.forEach(out::writeLong);
        yield out.toByteArray();
      }
    };
  }

  static byte[] ofWord(EntityWord word) {
    return switch (word) {
      case EntityWord.Joined(var seat, var number, var former, var share) -> {
        var out = ofSeat(JOINED, seat, number);
        EntityWord.Former.write(out, former);
        share.write(out);
        yield out.toByteArray();
      }
      case EntityWord.Left(EntityWord.Former(var seat, var number)) ->
          ofSeat(LEFT, seat, number).toByteArray();
      case EntityWord.Answered(var entity, var number, var answers) -> {
        var out = ofWord(ANSWERED, entity.key(), number);
        Share.writeAnswers(out, answers);
        yield out.toByteArray();
      }
    };
  }

  private static ByteWriter ofSeat(int kind, EntityWord.Seat seat, long number) {
    var out = begin(kind, Travel.untracked());
    seat.write(out);
    out.writeUnsigned(number);
    return out;
  }

  private static ByteWriter ofWord(int kind, String profileId, long number) {
    var out = begin(kind, Travel.untracked());
    out.writeText(profileId);
    out.writeUnsigned(number);
    return out;
  }

  static ByteWriter begin(int kind, Travel travel) {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeByte(kind);
    out.writeSigned(travel.tracked());
    out.writeUnsigned(travel.circles());
    return out;
  }

  /** Reads any of them; what it cannot read is {@link Arrival.Undecodable}. */
  static Arrival read(byte[] bytes) {
    try {
      var in = new ByteReader(bytes);
      int version = in.readByte();
      return switch (version) {
        case BEFORE_SPLITS -> readBeforeSplits(in);
        case BEFORE_PLANS, VERSION -> {
          int kind = in.readByte();
          var travel = new Travel(in.readSigned(), (int) in.readUnsigned());
          yield kind == EVENT ? readEvent(in, version, travel) : read(in, kind, travel);
        }
        default -> new Arrival.Undecodable();
      };
    } catch (InvalidValue | InvalidProtocolBufferException | ArithmeticException _) {
      return new Arrival.Undecodable();
    }
  }

  private static Arrival readEvent(ByteReader in, int version, Travel travel)
      throws InvalidProtocolBufferException {
    int partition = (int) in.readUnsigned();
    long offset = in.readUnsigned();
    var event = ResolvedEvent.parseFrom(in.readBytes());
    long plan = version == BEFORE_PLANS ? 0 : in.readUnsigned();
    var position = new Arrival.Position.Told(partition, offset, plan);
    return new Arrival.Observed(event, position, travel);
  }

  private static Arrival read(ByteReader in, int kind, Travel travel)
      throws InvalidProtocolBufferException {
    return switch (kind) {
      case STATE -> {
        Cause cause = in.readByte() == BY_SPLIT ? new Cause.BySplit() : new Cause.ByMerge();
        var belongings =
            new Belongings(
                Stored.fromBytes(in.readBytes()).profile(),
                Attributes.fromBytes(in.readBytes()),
                Relations.fromBytes(in.readBytes()),
                in.atEnd() ? List.of() : Enrolments.readLegacies(in));
        yield new Arrival.MovedIn(belongings, cause, travel);
      }
      case RECALLED ->
          new Arrival.Recalled(
              in.readUnsigned(), Stored.fromBytes(in.readRest()).profile(), travel);
      case REFERENCES -> new Arrival.Referred(References.fromBytes(in.readRest()), travel);
      case SPLIT -> chase(ProfileSplit.parseFrom(in.readRest()), travel);
      case CHASE -> {
        Cause cause = in.readByte() == BY_SPLIT ? new Cause.BySplit() : new Cause.ByMerge();
        var away = new Away(in.readText(), in.readUnsigned());
        yield new Arrival.Chase(readNumbers(in), away, cause, travel);
      }
      case MEMBERSHIP -> new Arrival.Related(EntityMembership.parseFrom(in.readRest()), travel);
      case FOLLOW -> new Arrival.Heard(new Word.Follow(in.readText(), in.readUnsigned()));
      case UNFOLLOW -> new Arrival.Heard(new Word.Unfollow(in.readText(), in.readUnsigned()));
      case HOLDING -> {
        var other = in.readText();
        long number = in.readUnsigned();
        yield new Arrival.Heard(new Word.Holding(other, number, readNumbers(in)));
      }
      case JOINED ->
          new Arrival.OfEntity(
              new EntityWord.Joined(
                  EntityWord.Seat.read(in),
                  in.readUnsigned(),
                  EntityWord.Former.read(in),
                  Share.read(in)));
      case LEFT ->
          new Arrival.OfEntity(
              new EntityWord.Left(
                  new EntityWord.Former(EntityWord.Seat.read(in), in.readUnsigned())));
      case ANSWERED ->
          new Arrival.OfEntity(
              new EntityWord.Answered(
                  Entity.ofKey(in.readText()), in.readUnsigned(), Share.readAnswers(in)));
      default -> PlanRecord.read(in, kind);
    };
  }

  /** As earlier builds sent a split after what was merged away. */
  private static Arrival chase(ProfileSplit split, Travel travel) {
    var away = new Away(split.getIntoProfileId(), split.getVersion());
    return new Arrival.Chase(Partings.keys(split), away, new Cause.BySplit(), travel);
  }

  private static Set<Long> readNumbers(ByteReader in) {
    var numbers = new LinkedHashSet<Long>();
    for (int left = in.readSize(); left > 0; left--) {
      numbers.add(in.readLong());
    }
    return numbers;
  }

  /** As the release before splits wrote them: merges had no versions. */
  private static Arrival readBeforeSplits(ByteReader in) throws InvalidProtocolBufferException {
    int kind = in.readByte();
    var travel = new Travel(0, (int) in.readUnsigned());
    return switch (kind) {
      case EVENT ->
          new Arrival.Observed(
              ResolvedEvent.parseFrom(in.readBytes()), new Arrival.Position.Unknown(), travel);
      case STATE -> {
        var profile = Stored.fromBytes(in.readBytes()).profile();
        var attributes = Attributes.fromBytes(in.readBytes());
        yield new Arrival.MovedIn(
            new Belongings(profile, attributes, new Relations()), new Cause.ByMerge(), travel);
      }
      default -> new Arrival.Undecodable();
    };
  }
}
