package dev.tributary.router.domain.list;

import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.sending.Sending;

/** Lets all requests pass and counts them, until it is shut. */
final class CountingGate implements Gate {

  int passed;
  boolean shut;

  @Override
  public void pass(int requests) throws Sending.Blocked {
    if (shut) {
      throw new Sending.Blocked("the gate is shut");
    }
    passed += requests;
  }

  @Override
  public void answered(Answer answer) {}
}
