package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.profile.BatchedProfiles;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.domain.profile.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Those who watch profiles on this instance. Safe for many threads. */
public final class Watchers {

  private final ChangeFeed feed;
  private final BatchedProfiles profiles;
  private final int most;
  private final Semaphore places;

  public Watchers(ChangeFeed feed, BatchedProfiles profiles, int most) {
    this.feed = feed;
    this.profiles = profiles;
    this.most = most;
    this.places = new Semaphore(most);
  }

  /** What came of asking to watch. */
  public sealed interface Opened {

    /** From now on it is told; {@link Watchers#close} ends it. */
    record Watching(Watch watch) implements Opened {}

    /** As many watch as may. */
    record Full() implements Opened {}

    /** Several profiles have what one was asked for by. */
    record Ambiguous() implements Opened {}
  }

  /**
   * Begins to watch whoever answers some questions, also those nobody answers yet.
   *
   * @param questions none for everybody
   * @param wake see {@link Watch}
   * @throws dev.tributary.platform.domain.Unavailable while the changes cannot be followed
   */
  public Opened open(List<Question> questions, Runnable wake) {
    if (!places.tryAcquire()) {
      return new Opened.Full();
    }
    var watch = new Watch(wake);
    boolean open = false;
    try {
      feed.follow(watch);
      if (questions.isEmpty()) {
        watch.open(new Everybody());
        open = true;
      } else {
        open = choose(watch, profiles.asRead(questions));
      }
      return open ? new Opened.Watching(watch) : new Opened.Ambiguous();
    } finally {
      if (!open) {
        close(watch);
      }
    }
  }

  /** Ends a watch, once. */
  public void close(Watch watch) {
    feed.leave(watch);
    places.release();
  }

  /** How many watch now. */
  public int count() {
    return most - places.availablePermits();
  }

  private boolean choose(Watch watch, List<Question> questions) {
    var found = profiles.find(questions);
    var owners = new HashMap<Question, ProfileId>();
    for (int i = 0; i < found.size(); i++) {
      switch (found.get(i)) {
        case Found.One(var profile) -> owners.put(questions.get(i), profile.id());
        case Found.Nobody _ -> {}
        case Found.Several _ -> {
          return false;
        }
      }
    }
    watch.open(chosen(questions, owners));
    return true;
  }

  private static Chosen chosen(List<Question> questions, Map<Question, ProfileId> owners) {
    var chosen = new Chosen(questions);
    owners.forEach(chosen::answered);
    return chosen;
  }
}
