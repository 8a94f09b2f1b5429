package dev.tributary.router.http;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.router.definitions.Destinations;
import dev.tributary.router.domain.destination.Destination;
import jakarta.enterprise.context.ApplicationScoped;

/** Destinations as they are defined now, for whoever asks for one by name. */
@ApplicationScoped
class DefinedDestinations {

  private final DefinitionsFeed feed;
  private final Destinations destinations;

  DefinedDestinations(DefinitionsFeed feed, Destinations destinations) {
    this.feed = feed;
    this.destinations = destinations;
  }

  /**
   * The destination of a name.
   *
   * @throws Refusal where none is defined, or none that this release can read
   */
  Destination named(String name) {
    feed.catchUp();
    return destinations
        .find(name)
        .orElseThrow(
            () -> new Refusal(ProblemType.NOT_FOUND, "No destination of that name is defined"));
  }
}
