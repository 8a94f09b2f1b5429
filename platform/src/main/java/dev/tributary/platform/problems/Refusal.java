package dev.tributary.platform.problems;

import dev.tributary.platform.domain.definition.Violation;
import java.util.List;

/** Thrown by an edge to answer with a problem. The detail is shown to the caller as it is. */
public final class Refusal extends RuntimeException {

  private final ProblemType type;
  private final List<Violation> violations;

  public Refusal(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public Refusal(ProblemType type, String detail, List<Violation> violations) {
    super(detail);
    this.type = type;
    this.violations = List.copyOf(violations);
  }

  public ProblemType type() {
    return type;
  }

  /** As it is answered. */
  public Problem problem() {
    return Problem.of(type, getMessage() == null ? "" : getMessage(), violations);
  }
}
