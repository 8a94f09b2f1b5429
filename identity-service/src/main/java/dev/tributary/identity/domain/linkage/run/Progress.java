package dev.tributary.identity.domain.linkage.run;

/** Is told how far a run has come, some times a second at most where the run can help it. */
public interface Progress {

  /** Nobody wants to know. */
  Progress NONE = (_, _) -> {};

  /**
   * A phase goes on.
   *
   * @param done what is done of it: records read, pairs compared, links written, promoted
   * @throws RunCancelled where somebody wants the run to end
   */
  void at(Phase phase, long done);

  /** What a run does, in this order; from sampling to writing for each method. */
  enum Phase {
    READING,
    SAMPLING,
    COMPARING,
    LEARNING,
    SCORING,
    WRITING,
    EVALUATING,
    PROMOTING
  }
}
