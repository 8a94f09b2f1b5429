package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.softlink.SoftLink;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.softlink.Word;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What becomes of soft links, and of what linked profiles' places tell each other. A profile's
 * links and its followers stay under its id whatever happens to it: identity tells the links anew
 * after a merge or a split of either end. Of an id that is no profile of its own nothing is
 * concluded, and its followers keep what they were told last.
 */
final class Linking {

  private Linking() {}

  /** Identity told all links of the profile. */
  static Outcome link(Task task, String profileId, List<SoftLink> told) {
    return relink(task, profileId, links -> links.tell(profileId, told));
  }

  static Outcome hear(Task task, String profileId, Word word) {
    return switch (word) {
      case Word.Follow follow -> follow(task, profileId, follow);
      case Word.Unfollow unfollow -> {
        var followers = task.store().followers(profileId);
        boolean left = followers.remove(unfollow);
        if (left) {
          task.store().setFollowers(profileId, followers);
        }
        yield left ? Outcome.CHANGED : Outcome.UNCHANGED;
      }
      case Word.Holding holding ->
          task.store().softLinks(profileId).awaits(holding)
              ? relink(task, profileId, links -> links.hear(profileId, holding))
              : Outcome.UNCHANGED;
    };
  }

  /** Tells the followers where the conditions hold of other audiences than they were told. */
  static void refresh(Task task, String profileId, Place place, Subject subject) {
    var followers = task.store().followers(profileId);
    if (followers.isEmpty() || !place.isProfile()) {
      return;
    }
    var audiences = Engine.holding(task.program(), subject, followers.told());
    if (!audiences.equals(followers.told())) {
      followers.tell(audiences);
      task.store().setFollowers(profileId, followers);
      followers
          .followers()
          .forEach((follower, number) -> answer(task, profileId, follower, number, audiences));
    }
  }

  private static Outcome follow(Task task, String profileId, Word.Follow follow) {
    var stored = task.stored(profileId);
    if (stored.place().isProfile()) {
      task.revisit(
          profileId,
          stored,
          false,
          subject -> {
            Engine.advance(task.program(), subject, task.now());
            var followers = task.store().followers(profileId);
            if (followers.isEmpty()) {
              followers.tell(Engine.holding(task.program(), subject, Set.of()));
            }
            followers.add(follow);
            task.store().setFollowers(profileId, followers);
          });
    } else {
      var followers = task.store().followers(profileId);
      followers.add(follow);
      task.store().setFollowers(profileId, followers);
    }
    var told = task.store().followers(profileId).told();
    answer(task, profileId, follow.follower(), follow.number(), told);
    return Outcome.CHANGED;
  }

  private static Outcome relink(
      Task task, String profileId, Function<SoftLinks, List<SoftLinks.Addressed>> deed) {
    var stored = task.stored(profileId);
    if (stored.place().isProfile()) {
      task.work(
          profileId,
          stored,
          stored,
          subject ->
              Engine.link(
                  task.program(),
                  subject,
                  () -> send(task, deed.apply(subject.softLinks())),
                  new Cause.BySoftLink(),
                  task.now()));
    } else {
      var links = task.store().softLinks(profileId);
      send(task, deed.apply(links));
      task.store().setSoftLinks(profileId, links);
    }
    return Outcome.CHANGED;
  }

  private static void send(Task task, List<SoftLinks.Addressed> words) {
    words.forEach(each -> task.outbox().move(each.to(), MoveRecord.ofWord(each.word())));
  }

  private static void answer(
      Task task, String profileId, String follower, long number, Set<Long> audiences) {
    var word = new Word.Holding(profileId, number, audiences);
    task.outbox().move(follower, MoveRecord.ofWord(word));
  }
}
