package dev.tributary.governance.domain;

/** What a client called: the six calls of Segment's spec, or something this release cannot name. */
public enum CallType {
  TRACK,
  IDENTIFY,
  PAGE,
  SCREEN,
  GROUP,
  ALIAS,
  UNKNOWN
}
