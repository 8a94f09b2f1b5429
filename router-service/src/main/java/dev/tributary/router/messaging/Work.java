package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Backlog.Held;

/** What a worker is to do next; each counts as a request until it is over. */
sealed interface Work {

  /** Make a draft, and send it where it goes alone. */
  record Compose(Held<Delivery> held) implements Work {}

  /** Send what has gathered. */
  record Ship(Shipment shipment) implements Work {}
}
