package dev.tributary.ingest.domain.event;

/** Knows crawlers and other machines by the user agent that they give themselves. */
@FunctionalInterface
public interface Bots {

  /** Whether a user agent, which is not empty, is one of theirs. Any thread may ask. */
  boolean isBot(String userAgent);
}
