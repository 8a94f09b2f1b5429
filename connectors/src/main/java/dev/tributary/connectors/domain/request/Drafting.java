package dev.tributary.connectors.domain.request;

/** What became of an event on its way to a draft. */
public sealed interface Drafting {

  /** It can be sent. */
  record Ready(Draft draft) implements Drafting {}

  /** It lacks something that the receiver needs, which is nobody's fault: not sent. */
  record Discarded(String code, String message) implements Drafting {}

  /** It cannot be made into a request, because of the mapping or the event. */
  record Failed(String code, String message) implements Drafting {}
}
