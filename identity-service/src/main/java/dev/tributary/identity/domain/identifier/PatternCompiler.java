package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.InvalidValue;

/** Makes patterns of the expressions that users write. */
public interface PatternCompiler {

  /**
   * Compiles an expression.
   *
   * @throws InvalidValue if it is none, or one whose matching could cost more than in proportion to
   *     the text's length, or too much in all; the reason completes "is ..."
   */
  ValuePattern compile(String expression);
}
