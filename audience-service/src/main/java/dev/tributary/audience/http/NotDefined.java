package dev.tributary.audience.http;

import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;

/** The answer to a question about nothing. */
final class NotDefined {

  private NotDefined() {}

  static Refusal audience(String name) {
    return new Refusal(ProblemType.NOT_FOUND, "No audience of the name " + name + " is defined");
  }

  static Refusal computedTrait(String name) {
    return new Refusal(
        ProblemType.NOT_FOUND, "No computed trait of the name " + name + " is defined");
  }
}
