package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.Gathering;
import java.util.List;

/** Deliveries that share a request, or one alone. */
record Shipment(Gathering.Key key, List<Held<Delivery>> deliveries) {

  Shipment {
    deliveries = List.copyOf(deliveries);
  }

  boolean isAlone() {
    return deliveries.size() == 1;
  }
}
