package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.watch.Change.Merged;
import dev.tributary.identity.domain.watch.Change.Split;
import dev.tributary.identity.domain.watch.Change.Updated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one caller watches, and of whom it is yet to be told: of each profile once, however often it
 * changes meanwhile. Safe for several threads; one of them takes.
 */
public final class Watch implements ChangeFeed.Listener {

  /** Of more than this a caller is not told: it is too slow, and asks again. */
  public static final int MOST_DUE = 100_000;

  private final Runnable wake;
  private final Map<Question, Set<ProfileId>> due = new LinkedHashMap<>();
  private final Told told = new Told();
  private List<Change> early = new ArrayList<>();
  private @Nullable Selection selection;
  private int merged;
  private boolean over;

  /**
   * A watch that is yet to open.
   *
   * @param wake called whenever there is something to take, or the watch is over; returns at once
   */
  Watch(Runnable wake) {
    this.wake = wake;
  }

  /** Of whom to tell, and which ids became that profile. */
  public record Due(Question question, List<ProfileId> merged) {}

  @Override
  public void changed(List<Change> changes) {
    boolean news;
    synchronized (this) {
      var watched = selection;
      if (over) {
        return;
      }
      if (watched == null) {
        early.addAll(changes);
      } else {
        changes.forEach(change -> note(watched, change));
      }
      checkSize();
      news = over || !due.isEmpty();
    }
    if (news) {
      wake.run();
    }
  }

  @Override
  public void lost() {
    synchronized (this) {
      end();
    }
    wake.run();
  }

  /** Whether no more will be told, because the stream is lost or the caller too slow. */
  public synchronized boolean isOver() {
    return over;
  }

  /** Of whom to tell now; they are not due any more. */
  public synchronized List<Due> take(int most) {
    var taken = new ArrayList<Due>();
    var all = due.entrySet().iterator();
    while (all.hasNext() && taken.size() < most) {
      var entry = all.next();
      merged -= entry.getValue().size();
      taken.add(new Due(entry.getKey(), List.copyOf(entry.getValue())));
      all.remove();
    }
    return taken;
  }

  /** Makes due again what was taken and not told. */
  public synchronized void putBack(List<Due> taken) {
    if (!over) {
      taken.forEach(back -> due(back.question(), back.merged()));
    }
  }

  /** Whether a profile as it is now is to be told; asked once for all that is told. */
  public synchronized boolean isNews(Due taken, Profile profile) {
    if (selection != null) {
      selection.answered(taken.question(), profile.id());
    }
    return told.isNews(profile, taken.merged());
  }

  /** Begins with a selection, and catches up with what changed since the feed was joined. */
  synchronized void open(Selection watched) {
    selection = watched;
    early.forEach(change -> note(watched, change));
    early = List.of();
    checkSize();
  }

  private void note(Selection watched, Change change) {
    for (var question : watched.affected(change)) {
      due(question, mergedBy(change));
    }
  }

  private void due(Question question, List<ProfileId> ids) {
    var all = due.computeIfAbsent(question, _ -> new LinkedHashSet<>());
    int before = all.size();
    all.addAll(ids);
    merged += all.size() - before;
  }

  private static List<ProfileId> mergedBy(Change change) {
    return switch (change) {
      case Updated updated -> updated.merged();
      case Merged(var from, _) -> List.of(from);
      case Split _ -> List.of();
    };
  }

  private void checkSize() {
    int held = selection == null ? early.size() : due.size() + merged + selection.size();
    if (held > MOST_DUE) {
      end();
    }
  }

  private void end() {
    over = true;
    due.clear();
    merged = 0;
  }
}
