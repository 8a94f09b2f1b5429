package dev.tributary.router.messaging;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.router.domain.destination.AudienceRule;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.list.Members;
import dev.tributary.router.domain.list.Members.Answer;
import dev.tributary.router.domain.replay.Replay.Part;
import dev.tributary.router.domain.replay.Replay.Taken;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Tally;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the members of an audience for a replay: each is to be looked at, and the list told of it.
 * Taken up again, it begins again: the pages are not the same any more, and to be told twice harms
 * no list.
 */
final class MembersReading implements PartReading {

  /** Stands for a topic. */
  private static final String PART = "members";

  private final Taken taken;
  private final String audience;
  private final Members members;
  private String cursor = "";

  MembersReading(Taken taken, String audience, Members members) {
    this.taken = taken;
    this.audience = audience;
    this.members = members;
  }

  /** The part that is so many members. */
  static Part part(long size) {
    return new Part(PART, 0, 0, Math.max(1, size));
  }

  static boolean reads(Part part) {
    return part.topic().equals(PART);
  }

  @Override
  public Noted begins() {
    return new Noted(0, Tally.NOTHING);
  }

  @Override
  public Bit read(long next, Destination destination) {
    if (!(destination.audiences().get(audience) instanceof AudienceRule.Listed(var keeper))) {
      return new Bit(taken.part().ends(), List.of(), Tally.NOTHING); // not kept any more
    }
    var page =
        switch (members.list(audience, cursor)) {
          case Answer.Known<Members.Page>(var found) -> found;
          case Answer.Unavailable<Members.Page>(var reason) -> throw new Unavailable(reason, null);
        };
    cursor = page.next();
    var replay = taken.replay().id().toString();
    var list = keeper.list().orElseThrow();
    var hints = new MemberHints(destination.name(), list, replay, Clock.systemUTC().instant());
    var wanted =
        page.profileIds().stream()
            .map(profile -> hints.of(profile).toBuilder().setReplay(replay).build())
            .map(hint -> new Wanted(hint, Optional.empty()))
            .toList();
    int read = wanted.size();
    long ends = taken.part().ends();
    long reached = cursor.isEmpty() ? ends : Math.min(next + read, ends - 1);
    return new Bit(
        reached, wanted, new Tally(read, Map.of(keeper.name(), (long) read), Map.of(), List.of()));
  }

  @Override
  public void close() {}

  /** The audience that a replay is about. */
  static String audience(Selection selection) {
    if (selection instanceof Selection.Members(var audience, _)) {
      return audience;
    }
    throw new IllegalStateException("Only a selection of members has a part of members");
  }
}
