package dev.tributary.identity.domain.profile;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Finished answers to questions about profiles, byte for byte as they were first given. Holds only
 * what {@link ProfileCache} promises of copies: an answer is at most as old as a copy may be, and
 * of no state of its profile before one that was heard of. May forget anything at any time; never
 * fails.
 */
public interface AnswerCache {

  /** An answer that is at hand: does not wait. */
  Optional<byte[]> near(String question);

  /** An answer that any instance kept. Completes soon, never exceptionally; does not block. */
  CompletionStage<Optional<byte[]>> shared(String question);

  /**
   * Keeps an answer. Does not wait.
   *
   * @param profile the only one it tells of; it must change whenever the answer would
   */
  void keep(String question, Profile profile, byte[] answer);
}
