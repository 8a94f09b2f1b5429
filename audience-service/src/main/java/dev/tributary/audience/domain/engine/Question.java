package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition.Quantifier;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.audience.domain.rule.ValueTest;

/**
 * What an entity is asked. Its id is a hash of what it says, with the versions of all that it names
 * and the generations of its features, so that no answer is ever taken for one to another question.
 */
sealed interface Question {

  long id();

  /**
   * Whether what the events of all members come down to passes a test.
   *
   * @param place where members keep the states of the feature
   */
  record OfTrait(long id, long place, Feature feature, Reading reading, ValueTest test)
      implements Question {}

  /**
   * Of how many members a condition holds.
   *
   * @param condition id of the condition, the same whatever the quantifier
   */
  record OfUsers(long id, long condition, Quantifier quantifier, Predicate who)
      implements Question {}
}
