package dev.tributary.router.domain.destination;

import java.util.Set;

/**
 * A place downstream and what it wants to hear.
 *
 * @param audiences names of audiences whose entries and exits it wants
 * @param traits names of computed traits whose values it wants
 */
public record Destination(
    String name,
    WebhookSettings webhook,
    EventRule events,
    Set<String> audiences,
    Set<String> traits) {

  public Destination {
    audiences = Set.copyOf(audiences);
    traits = Set.copyOf(traits);
  }
}
