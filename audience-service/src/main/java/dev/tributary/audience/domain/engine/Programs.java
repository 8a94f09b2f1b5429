package dev.tributary.audience.domain.engine;

/** Where the current program comes from. */
public interface Programs {

  /** All definitions in force, compiled. Another instance exactly when they changed. */
  Program current();
}
