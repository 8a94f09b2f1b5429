package dev.tributary.router.domain.destination;

import java.util.Set;

/**
 * A place downstream and what it wants to hear.
 *
 * @param audiences names of audiences whose entries and exits it wants
 * @param traits names of computed traits whose values it wants
 * @param softLinks what it is told beside events, audiences and traits
 */
public record Destination(
    String name,
    WebhookSettings webhook,
    EventRule events,
    ProfileRule profiles,
    Set<String> audiences,
    Set<String> traits,
    SoftLinkRule softLinks) {

  public Destination {
    audiences = Set.copyOf(audiences);
    traits = Set.copyOf(traits);
  }
}
