package dev.tributary.ingest.domain.event;

/** Makes message ids for events that came without one. */
@FunctionalInterface
public interface MessageIds {

  /** An id that no other event has: not empty, at most 100 characters. */
  String next();
}
