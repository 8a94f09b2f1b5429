package dev.tributary.audience.domain.timeline;

import java.util.Comparator;
import java.util.List;

/**
 * The references of one page of a timeline.
 *
 * @param nextCursor for the page after it; empty on the last
 */
public record TimelinePage(List<EventReference> references, String nextCursor) {

  public TimelinePage {
    references = List.copyOf(references);
  }

  /**
   * Chooses from all references of a profile.
   *
   * @param cursor of the page before; empty for the first
   * @throws dev.tributary.platform.domain.InvalidValue if the cursor is none
   */
  public static TimelinePage of(
      List<EventReference> all,
      TimelineQuestion question,
      String cursor,
      Retention retention,
      long now) {
    long end = question.endMillis() == 0 ? now : question.endMillis();
    var include = TimelineQuestion.keys(question.include());
    var exclude = TimelineQuestion.keys(question.exclude());
    Comparator<EventReference> order =
        switch (question.order()) {
          case OLDEST_FIRST -> EventReference.BY_TIME;
          case NEWEST_FIRST -> EventReference.BY_TIME.reversed();
        };
    var matching =
        all.stream()
            .filter(one -> one.atMillis() >= question.startMillis() && one.atMillis() < end)
            .filter(one -> retention.keeps(one, now))
            .filter(one -> include.isEmpty() || include.contains(one.name()))
            .filter(one -> !exclude.contains(one.name()));
    if (!cursor.isEmpty()) {
      var last = TimelineCursor.parse(cursor);
      matching = matching.filter(one -> order.compare(one, last) > 0);
    }
    var found = matching.sorted(order).limit(question.limit() + 1L).toList();
    if (found.size() <= question.limit()) {
      return new TimelinePage(found, "");
    }
    var page = found.subList(0, question.limit());
    return new TimelinePage(page, TimelineCursor.of(page.getLast()));
  }
}
