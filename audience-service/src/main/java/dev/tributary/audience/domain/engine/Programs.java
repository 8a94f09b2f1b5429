package dev.tributary.audience.domain.engine;

/** Where the current program comes from. */
public interface Programs {

  /** All definitions in force, compiled. Another instance whenever they changed. */
  Program current();
}
