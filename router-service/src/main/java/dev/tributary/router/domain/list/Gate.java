package dev.tributary.router.domain.list;

import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.sending.Sending;

/** Keeps requests about lists to the pace that the destination allows. */
public interface Gate {

  /**
   * Blocks until so many requests may begin.
   *
   * @throws Sending.Blocked if that is given up
   */
  void pass(int requests) throws Sending.Blocked;

  /** Hears an answer, which may say what is left. */
  void answered(Answer answer);
}
