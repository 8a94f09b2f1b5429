package dev.tributary.router.domain.destination;

import dev.tributary.router.domain.debounce.Telling;
import java.util.Map;
import java.util.Set;

/**
 * A place downstream and what it wants to hear.
 *
 * @param audiences names of audiences whose entries and exits it wants
 * @param traits by name, the computed traits whose values it wants, and when it is told them
 * @param softLinks what it is told beside events, audiences and traits
 */
public record Destination(
    String name,
    WebhookSettings webhook,
    EventRule events,
    ProfileRule profiles,
    Set<String> audiences,
    Map<String, Telling> traits,
    SoftLinkRule softLinks) {

  public Destination {
    audiences = Set.copyOf(audiences);
    traits = Map.copyOf(traits);
  }
}
