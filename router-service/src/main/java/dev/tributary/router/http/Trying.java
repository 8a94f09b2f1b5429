package dev.tributary.router.http;

import dev.tributary.platform.json.JsonText;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.Secrets;
import dev.tributary.router.domain.sending.Sending;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Sends for somebody who waits for what comes of it, beside the deliveries of a destination. */
@ApplicationScoped
class Trying {

  private final Secrets secrets;
  private final Transport.Factory transports;
  private final DeliveryLimits limits;

  Trying(Secrets secrets, Transport.Factory transports, DeliveryLimits limits) {
    this.secrets = secrets;
    this.transports = transports;
    this.limits = limits;
  }

  /** Something to send with, whose connections are its own. */
  record Attempt(Transport transport, Sending sending) implements AutoCloseable {

    @Override
    public void close() {
      transport.close();
    }
  }

  /** The secrets that a destination needs, as they are now. */
  Credentials credentials(Destination destination) {
    return Credentials.of(destination, secrets);
  }

  /** To be closed by whoever asks. */
  Attempt open() {
    var transport = transports.open();
    return new Attempt(
        transport, new Sending(transport, limits.judge(), JsonText::write, Clock.systemUTC()));
  }
}
