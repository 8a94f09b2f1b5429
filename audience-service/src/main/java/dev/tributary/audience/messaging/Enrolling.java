package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.EntityWord;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;

/**
 * What profiles tell their accounts and households. Every membership is told, whether anything is
 * asked or not: so an entity knows of whom it has still to hear when something new is asked.
 */
final class Enrolling {

  private Enrolling() {}

  static Outcome hear(Task task, String profileId, EntityWord.Answered answered) {
    var stored = task.stored(profileId);
    if (!stored.place().isProfile()) {
      return Outcome.UNCHANGED;
    }
    boolean changed =
        task.work(
            profileId,
            stored,
            stored,
            subject ->
                Engine.hear(task.program(), subject, answered, new Cause.ByEntity(), task.now()));
    return changed ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  /**
   * Tells what is new of a profile that was worked on.
   *
   * @param whole whether its entities are to be looked at in any case
   */
  static void refresh(Task task, String profileId, Place place, Subject subject, boolean whole) {
    var program = task.program();
    boolean joins = whole || subject.relationsTouched();
    boolean looks =
        joins
            || subject.enrolmentsTouched()
            || (subject.touched() && program.concernsEntities(subject));
    if (!looks || !place.isProfile()) {
      return;
    }
    var enrolments = subject.enrolments();
    if (joins || !enrolments.isEmpty()) {
      var words =
          enrolments.tell(
              profileId,
              subject.relations().members(),
              kind -> program.ofEntity(kind).share(subject));
      words.forEach(each -> task.outbox().move(each.to().key(), MoveRecord.ofWord(each.word())));
      if (!words.isEmpty() || subject.enrolmentsTouched()) {
        task.store().setEnrolments(profileId, enrolments);
      }
    }
  }
}
